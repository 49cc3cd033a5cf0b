export default function RoutersPage() {
  return <h1>Virtual routers</h1>
}
