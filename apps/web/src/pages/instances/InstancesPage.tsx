export default function InstancesPage() {
  return <h1>My instances</h1>
}
