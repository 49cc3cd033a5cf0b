import type { Router } from '@stratoview/api-client'
import { EmptyState } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { cs, q } from '../../api.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { internalLbActions } from '../../vm/actions/internal-lb.ts'
import { ConsoleTab } from '../../vm/console/ConsoleTab.tsx'
import { useConsoleVerb } from '../../vm/console/open-verb.tsx'
import { ActivityTab } from '../../vm/tabs/ActivityTab.tsx'
import { NetworksTab } from '../../vm/tabs/NetworksTab.tsx'
import { FirstAnswer, QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { VmFrame } from '../../vm/tabs/VmFrame.tsx'
import { VolumesTab } from '../../vm/tabs/VolumesTab.tsx'
import { useOne } from '../../vm/use-one.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { DetailsTab } from './DetailsTab.tsx'

const list = { label: 'Internal LBs', to: paths.internalLbs() }
/** CloudStack has no kind of event of its own for them; their starts are a virtual machine's. */
const eventKinds = ['VirtualMachine', 'InternalLbVm'] as const

/** One internal load balancer. It has no health results: asking for them is 431 (recorded). */
export default function InternalLbPage() {
  const { id = '', tab = 'details' } = useParams()
  const { apis } = useSession()
  const may = apis.has('listInternalLoadBalancerVMs')
  const query = useQuery({
    ...q(cs.listInternalLoadBalancerVMs, { id, listall: true, projectid: '-1' }),
    enabled: may,
    refetchInterval: paceOf('listInternalLoadBalancerVMs'),
  })
  const { one, gone, last } = useOne(id, query, (data) => data.internalloadbalancervm[0])
  const to = (part: string) => paths.internalLb(id, part)
  if (!may)
    return (
      <Denied title="Internal LBs">Your role may not see internal load balancers (listInternalLoadBalancerVMs).</Denied>
    )
  if (gone) {
    return (
      <VmFrame list={list} name={last?.name ?? id} facts={[]} verbs={[]} tabs={[]} tab="" to={to}>
        <EmptyState>
          {`${last?.name ?? 'This internal load balancer'} no longer exists. It was removed with its rules or replaced by a restart of ${last?.vpcname ?? 'its network'}. `}
          <Link to={paths.internalLbs()}>All internal load balancers</Link>
        </EmptyState>
      </VmFrame>
    )
  }
  if (one === undefined) {
    return (
      <VmFrame list={list} name="…" facts={[]} verbs={[]} tabs={[]} tab={tab} to={to}>
        <FirstAnswer query={query} title="The internal load balancer could not be read." />
      </VmFrame>
    )
  }
  return (
    <>
      <QueryTrouble query={query} title="Shown as it was: it could not be read again." />
      {/* What was asked or opened for one is nothing to the next. */}
      <Page key={id} lb={one} seenAt={query.dataUpdatedAt} tab={tab} />
    </>
  )
}

function Page({ lb, seenAt, tab }: { lb: Router; seenAt: number; tab: string }) {
  const verbs = useVerbs<Router>(internalLbActions).forRow(lb)
  const consoleVerb = useConsoleVerb('internal-lb')(lb, paths.internalLb(lb.id, 'console'))
  return (
    <VmFrame
      list={list}
      name={lb.name}
      state={lb.state}
      facts={factsOf(lb)}
      verbs={[consoleVerb, ...verbs]}
      tabs={[
        { id: 'details', label: 'Details' },
        { id: 'console', label: 'Console' },
        { id: 'networks', label: 'Networks' },
        { id: 'volumes', label: 'Volumes' },
        { id: 'activity', label: 'Activity' },
      ]}
      tab={tab}
      to={(part) => paths.internalLb(lb.id, part)}
    >
      {tab === 'console' ? (
        <ConsoleTab
          id={lb.id}
          kind="internal-lb"
          name={lb.name}
          state={lb.state}
          host={lb.hostid}
          seenAt={seenAt}
          verbs={verbs}
        />
      ) : tab === 'networks' ? (
        <NetworksTab nics={lb.nic} />
      ) : tab === 'volumes' ? (
        <VolumesTab id={lb.id} />
      ) : tab === 'activity' ? (
        <ActivityTab vm={lb} resourcetypes={eventKinds} />
      ) : (
        <DetailsTab lb={lb} />
      )}
    </VmFrame>
  )
}

/** Whom it serves, where it is, whose it is. */
function factsOf(lb: Router) {
  const owner = lb.project ?? lb.account
  return [
    lb.guestnetworkname && `balances ${lb.guestnetworkname}${lb.vpcname === undefined ? '' : ` of ${lb.vpcname}`}`,
    lb.hostname && lb.hostid && (
      <>
        on{' '}
        <Link className="sv-mono" to={paths.host(lb.hostid)}>
          {lb.hostname}
        </Link>
      </>
    ),
    owner && (
      <>
        {lb.project === undefined ? 'account' : 'project'}{' '}
        <Link to={paths.internalLbs({ account: owner })}>{owner}</Link>
      </>
    ),
  ]
}
