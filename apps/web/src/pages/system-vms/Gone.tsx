import type { SystemVm } from '@stratoview/api-client'
import { EmptyState } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { VmFrame } from '../../vm/tabs/VmFrame.tsx'
import classes from './system-vms.module.css'

/**
 * The system VM is no more. A destroyed one is replaced by CloudStack when its zone needs it, under the next number
 * (recorded: `destroySystemVm.consoleproxy`, `listSystemVms.after`): who is there now is offered.
 */
export function Gone({ id, last }: { id: string; last: SystemVm | undefined }) {
  const { data } = useQuery(fleetSystemVms())
  const others =
    last === undefined
      ? []
      : (data?.rows ?? []).filter(
          (vm) => vm.id !== id && vm.zoneid === last.zoneid && vm.systemvmtype === last.systemvmtype,
        )
  const kind = last && systemVmTypeWords(last.systemvmtype)
  return (
    <VmFrame
      list={{ label: 'System VMs', to: paths.systemVms() }}
      name={last?.name ?? id}
      facts={[]}
      verbs={[]}
      tabs={[]}
      tab=""
      to={() => paths.systemVm(id)}
    >
      <EmptyState>{last?.name ?? 'This system VM'} no longer exists.</EmptyState>
      <p className={classes.gone}>
        {last === undefined
          ? 'It was destroyed, or the address is wrong. '
          : others.length === 0
            ? `CloudStack makes another ${kind} in ${last.zonename ?? 'its zone'} when it is needed, usually within a minute. `
            : `${kind} of ${last.zonename ?? 'its zone'} now: `}
        {others.map((vm, index) => (
          <span key={vm.id}>
            {index > 0 && ', '}
            <Link className="sv-mono" to={paths.systemVm(vm.id)}>
              {vm.name}
            </Link>
          </span>
        ))}
        {others.length > 0 && '. '}
        <Link to={paths.systemVms()}>All system VMs</Link>
      </p>
    </VmFrame>
  )
}
