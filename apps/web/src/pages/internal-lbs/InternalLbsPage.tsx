export default function InternalLbsPage() {
  return <h1>Internal LBs</h1>
}
