export default function InternalLbPage() {
  return <h1>Internal LB</h1>
}
