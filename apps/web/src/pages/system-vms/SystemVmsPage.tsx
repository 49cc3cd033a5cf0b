export default function SystemVmsPage() {
  return <h1>System VMs</h1>
}
