import type { SystemVm } from '@stratoview/api-client'
import type { SystemVmRow } from '@stratoview/bff/rows'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link, useParams } from 'react-router'
import { cs, q } from '../../api.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { counted } from '../../vm/words.ts'
import { systemVmActions } from '../../vm/actions/system-vm.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { ConsoleTab } from '../../vm/console/ConsoleTab.tsx'
import { useConsoleVerb } from '../../vm/console/open-verb.tsx'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { ActivityTab, type Role } from '../../vm/tabs/ActivityTab.tsx'
import { CommentsTab, useComments } from '../../vm/tabs/CommentsTab.tsx'
import { FirstAnswer, QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { VmFrame } from '../../vm/tabs/VmFrame.tsx'
import { VolumesTab } from '../../vm/tabs/VolumesTab.tsx'
import { useOne } from '../../vm/use-one.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { DetailsTab } from './DetailsTab.tsx'
import { Gone } from './Gone.tsx'
import { SessionsTab } from './SessionsTab.tsx'
import { useCertificateVerbs } from './use-certificate-verbs.tsx'

const DiagnosticsTab = lazy(async () => ({
  default: (await import('../../vm/diagnostics/DiagnosticsTab.tsx')).DiagnosticsTab,
}))

const list = { label: 'System VMs', to: paths.systemVms() }
/** `SystemVm` for what operators did, `VirtualMachine` for starts and migrations (recorded: `listEvents.systemvm`). */
const eventKinds = ['SystemVm', 'VirtualMachine'] as const

/** One console proxy or secondary storage VM. */
export default function SystemVmPage() {
  const { id = '', tab = 'details' } = useParams()
  const { apis } = useSession()
  const may = apis.has('listSystemVms')
  const query = useQuery({
    ...q(cs.listSystemVms, { id }),
    enabled: may,
    refetchInterval: paceOf('listSystemVms'),
  })
  const { one, gone, last } = useOne(id, query, (data) => data.systemvm[0])
  if (!may) return <Denied title="System VMs">Your role may not see system VMs (listSystemVms).</Denied>
  if (gone) return <Gone id={id} last={last} />
  if (one === undefined) {
    return (
      <VmFrame list={list} name="…" facts={[]} verbs={[]} tabs={[]} tab={tab} to={(part) => paths.systemVm(id, part)}>
        <FirstAnswer query={query} title="The system VM could not be read." />
      </VmFrame>
    )
  }
  return (
    <>
      <QueryTrouble query={query} title="Shown as it was: it could not be read again." />
      {/* What was asked, typed or opened for one VM is nothing to the next. */}
      <Page key={id} vm={one} seenAt={query.dataUpdatedAt} tab={tab} />
    </>
  )
}

function Page({ vm, seenAt, tab }: { vm: SystemVm; seenAt: number; tab: string }) {
  const verbs = useVerbs<SystemVm>(systemVmActions).forRow(vm)
  const consoleVerb = useConsoleVerb('system-vm')(vm, paths.systemVm(vm.id, 'console'))
  const certificateVerbs = useCertificateVerbs(vm)
  const comments = useComments({ id: vm.id, entitytype: 'SYSTEM_VM' })
  return (
    <VmFrame
      list={list}
      name={vm.name}
      state={vm.state}
      facts={factsOf(vm)}
      verbs={[
        consoleVerb,
        ...verbs.filter(({ danger }) => !danger),
        ...certificateVerbs,
        ...verbs.filter(({ danger }) => danger),
      ]}
      inline={5}
      tabs={[
        { id: 'details', label: 'Details' },
        { id: 'console', label: 'Console' },
        ...(vm.systemvmtype === 'consoleproxy'
          ? [{ id: 'sessions', label: 'Sessions', count: vm.activeviewersessions || undefined }]
          : []),
        { id: 'diagnostics', label: 'Diagnostics' },
        { id: 'volumes', label: 'Volumes' },
        { id: 'activity', label: 'Activity' },
        { id: 'comments', label: 'Comments', count: comments.data?.count || undefined },
      ]}
      tab={tab}
      to={(part) => paths.systemVm(vm.id, part)}
    >
      {tab === 'console' ? (
        <ConsoleTab
          id={vm.id}
          kind="system-vm"
          name={vm.name}
          state={vm.state}
          host={vm.hostid}
          seenAt={seenAt}
          verbs={verbs}
        />
      ) : tab === 'sessions' ? (
        <SessionsTab vm={vm} />
      ) : tab === 'diagnostics' ? (
        <Suspense fallback={null}>
          <DiagnosticsTab vm={vm} />
        </Suspense>
      ) : tab === 'volumes' ? (
        <VolumesTab id={vm.id} />
      ) : tab === 'activity' ? (
        <ActivityTab vm={vm} resourcetypes={eventKinds} role={roleOf(vm)} />
      ) : tab === 'comments' ? (
        <CommentsTab id={vm.id} entitytype="SYSTEM_VM" />
      ) : (
        <DetailsTab vm={vm} />
      )}
    </VmFrame>
  )
}

const roleOf = ({ systemvmtype, zonename }: SystemVm): Role | undefined =>
  zonename === undefined ? undefined : { alerts: systemvmtype === 'consoleproxy' ? '10' : '19', zone: zonename }

/** What it is, how its agent is, whom a stop would hurt, and where it stands. */
function factsOf(vm: SystemVm) {
  const { activeviewersessions: sessions } = vm
  const agent: Pick<SystemVmRow, 'state' | 'agentstate' | 'disconnected'> = vm
  return [
    `${systemVmTypeWords(vm.systemvmtype)} of ${vm.zonename ?? vm.zoneid}`,
    <>
      <AgentCell row={agent} label="agent" />
    </>,
    sessions !== undefined && (
      <Link key="sessions" to={paths.systemVm(vm.id, 'sessions')}>
        {counted(sessions, 'open console session')}
      </Link>
    ),
    vm.hostname && vm.hostid && (
      <>
        on{' '}
        <Link className="sv-mono" to={paths.host(vm.hostid)}>
          {vm.hostname}
        </Link>
      </>
    ),
  ]
}
