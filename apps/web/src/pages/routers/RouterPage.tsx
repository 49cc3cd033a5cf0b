import type { Router } from '@stratoview/api-client'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link, useParams } from 'react-router'
import { health } from '@stratoview/api-client/health'
import { Pill } from '@stratoview/ui'
import { useServerNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { routerActions } from '../../vm/actions/router.ts'
import { pairTroubles } from '../../vm/cells/RouterCells.tsx'
import { ConsoleTab } from '../../vm/console/ConsoleTab.tsx'
import { roleAllows, useConsoleVerb } from '../../vm/console/open-verb.tsx'
import { failingCount } from '../../vm/fleet/standing.ts'
import { instancesBehind } from '../../vm/instances-behind.ts'
import { networkKey, wrongPair } from '../../vm/pairs.ts'
import { ActivityTab } from '../../vm/tabs/ActivityTab.tsx'
import { CommentsTab, useComments } from '../../vm/tabs/CommentsTab.tsx'
import { NetworksTab } from '../../vm/tabs/NetworksTab.tsx'
import { FirstAnswer, QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { VmFrame } from '../../vm/tabs/VmFrame.tsx'
import { VolumesTab } from '../../vm/tabs/VolumesTab.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { counted } from '../../vm/words.ts'
import { DetailsTab } from './DetailsTab.tsx'
import { eventKinds } from './event-kinds.ts'
import { Gone } from './Gone.tsx'
import { HealthTab } from './HealthTab.tsx'
import { useRouter, useSiblings } from './use-router.ts'

const DiagnosticsTab = lazy(async () => ({
  default: (await import('../../vm/diagnostics/DiagnosticsTab.tsx')).DiagnosticsTab,
}))

const list = { label: 'Virtual routers', to: paths.routers() }

/** In the head the verbs for trouble come first; checks have their own button in the Health tab. */
const foremost = ['restart-network', 'reboot', 'stop', 'start']
const hindmost = ['run-diagnostics', 'health-checks', 'destroy']
const rank = (id: string) => (foremost.includes(id) ? foremost.indexOf(id) - foremost.length : hindmost.indexOf(id) + 1)
const headActions = routerActions.toSorted((a, b) => rank(a.id) - rank(b.id))

/** One virtual router: what it is, how it is, what happened to it, and what can be done. */
export default function RouterPage() {
  const { id = '', tab = 'details' } = useParams()
  const { apis } = useSession()
  const { query, one, gone, last } = useRouter(id)
  if (!apis.has('listRouters'))
    return <Denied title="Virtual routers">Your role may not see virtual routers (listRouters).</Denied>
  if (gone) return <Gone id={id} last={last} />
  if (one !== undefined) {
    return (
      <>
        <QueryTrouble query={query} title="Shown as it was: it could not be read again." />
        {/* What was asked, typed or opened for one router is nothing to the next. */}
        <Page key={id} router={one} seenAt={query.dataUpdatedAt} tab={tab} />
      </>
    )
  }
  return (
    <VmFrame list={list} name="…" facts={[]} verbs={[]} tabs={[]} tab={tab} to={(one) => paths.router(id, one)}>
      <FirstAnswer query={query} title="The virtual router could not be read." />
    </VmFrame>
  )
}

function Page({ router, seenAt, tab }: { router: Router; seenAt: number; tab: string }) {
  const { apis } = useSession()
  const verbs = useVerbs<Router>(headActions).forRow(router)
  const consoleVerb = useConsoleVerb('router')(router, paths.router(router.id, 'console'))
  const siblings = useSiblings(router)
  const comments = useComments({ id: router.id, entitytype: 'VR' })
  const served = networkKey(router) !== undefined && apis.has('listVirtualMachines')
  const instances = useQuery({ ...instancesBehind(router), enabled: served })
  const now = useServerNow(30)
  const failing = failingCount(health(router, { now }))
  return (
    <VmFrame
      list={list}
      name={router.name}
      state={router.state}
      facts={factsOf(router, siblings, served ? instances.data : undefined, roleAllows('router', apis) === true)}
      verbs={[consoleVerb, ...verbs]}
      inline={4}
      tabs={[
        { id: 'details', label: 'Details' },
        { id: 'health', label: 'Health', count: failing || undefined, alarm: true },
        { id: 'console', label: 'Console' },
        { id: 'diagnostics', label: 'Diagnostics' },
        { id: 'networks', label: 'Networks' },
        { id: 'volumes', label: 'Volumes' },
        { id: 'activity', label: 'Activity' },
        { id: 'comments', label: 'Comments', count: comments.data?.count || undefined },
      ]}
      tab={tab}
      to={(one) => paths.router(router.id, one)}
    >
      {tab === 'console' ? (
        <ConsoleTab
          id={router.id}
          kind="router"
          name={router.name}
          state={router.state}
          host={router.hostid}
          seenAt={seenAt}
          verbs={verbs}
        />
      ) : tab === 'health' ? (
        <HealthTab router={router} />
      ) : tab === 'networks' ? (
        <NetworksTab nics={router.nic} />
      ) : tab === 'diagnostics' ? (
        <Suspense fallback={null}>
          <DiagnosticsTab vm={router} />
        </Suspense>
      ) : tab === 'volumes' ? (
        <VolumesTab id={router.id} />
      ) : tab === 'activity' ? (
        <ActivityTab vm={router} resourcetypes={eventKinds} />
      ) : tab === 'comments' ? (
        <CommentsTab id={router.id} entitytype="VR" />
      ) : (
        <DetailsTab router={router} siblings={siblings} />
      )}
    </VmFrame>
  )
}

/** Whom it would hurt, where it is, whose it is. */
function factsOf(router: Router, siblings: Router[] | undefined, instances: number | undefined, consoles: boolean) {
  const name = router.vpcname ?? router.guestnetworkname
  const key = networkKey(router)
  const network = key !== undefined && <Link to={paths.routers({ network: key })}>{name ?? key}</Link>
  const others = siblings?.filter(({ id }) => id !== router.id) ?? []
  const partner = router.isredundantrouter === true ? others[0] : undefined
  const role =
    network === false ? (
      'serves no network'
    ) : siblings === undefined ? (
      <>router of {network}</>
    ) : partner === undefined ? (
      <>
        {others.length === 0 ? 'only router of' : 'router of'} {network}
      </>
    ) : (
      <>
        {router.redundantstate ?? 'half'} of {network}, with <Link to={paths.router(partner.id)}>{partner.name}</Link> (
        {partner.redundantstate ?? partner.state})
        {consoles && (
          <>
            , <Link to={paths.consolesSideBySide([router.id, partner.id])}>both consoles</Link>
          </>
        )}
      </>
    )
  const owner = router.project ?? router.account
  const trouble = siblings && wrongPair([router, ...others])
  return [
    trouble && (
      <Pill key="pair" tone="fail" hint={pairTroubles[trouble]}>
        {trouble === 'no-primary' ? 'pair has no PRIMARY' : 'pair has two PRIMARY'}
      </Pill>
    ),
    role,
    instances !== undefined && counted(instances, 'running instance'),
    router.hostname && router.hostid && (
      <>
        on{' '}
        <Link className="sv-mono" to={paths.host(router.hostid)}>
          {router.hostname}
        </Link>
      </>
    ),
    owner && (
      <>
        {router.project === undefined ? 'account' : 'project'}{' '}
        <Link to={paths.routers({ account: owner })}>{owner}</Link>
      </>
    ),
  ]
}
