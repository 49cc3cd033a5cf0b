import type { Vm } from './presets.ts'
import { RunPanel } from './RunPanel.tsx'

/** Everything that can be asked of a VM from outside of it. */
export function DiagnosticsTab({ vm }: { vm: Vm }) {
  return <RunPanel vms={[vm]} />
}
