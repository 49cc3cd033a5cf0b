export default function SystemVmPage() {
  return <h1>System VM</h1>
}
