export default function RouterPage() {
  return <h1>Virtual router</h1>
}
