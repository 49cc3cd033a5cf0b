import type { Host } from '@stratoview/api-client'
import { EmptyState, Panel, type Property, PropertyList } from '@stratoview/ui'
import { Link, useParams } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { counted } from '../../vm/words.ts'
import { Denied } from '../../vm/Denied.tsx'
import { momentText } from '../../vm/cells/age.ts'
import { memoryLoad, percent } from '../../vm/moving/fit.ts'
import { monoProperty } from '../../vm/tabs/properties.ts'
import { FirstAnswer, QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { VmFrame } from '../../vm/tabs/VmFrame.tsx'
import { useOne } from '../../vm/use-one.ts'
import { EvacuateTab } from './EvacuateTab.tsx'
import { useHostVerbs } from './host-verbs.tsx'
import page from '../../vm/list/page.module.css'
import { OnItTab } from './OnItTab.tsx'
import { HostState, ResourceState } from './shape.tsx'
import { useHostQuery, useOnHost } from './use-host.ts'

const list = { label: 'Hosts', to: paths.hosts() }

/** One hypervisor host: what of ours is on it, what would go with it, and how to empty it. */
export default function HostPage() {
  const { id = '', tab = 'on-it' } = useParams()
  const { apis } = useSession()
  const query = useHostQuery(id)
  const { one, gone, last } = useOne(id, query, (data) => data.host[0])
  const to = (part: string) => paths.host(id, part)
  if (!apis.has('listHosts')) return <Denied title="Hosts">Your role may not list hosts (listHosts).</Denied>
  if (one !== undefined) {
    return (
      <>
        <QueryTrouble query={query} title="Shown as it was: it could not be read again." />
        {/* What was chosen, asked or seen of one host is nothing to the next. */}
        <Page key={id} host={one} tab={tab} />
      </>
    )
  }
  return (
    <VmFrame list={list} name={last?.name ?? (gone ? id : '…')} facts={[]} verbs={[]} tabs={[]} tab={tab} to={to}>
      {gone ? (
        <EmptyState>
          There is no such host any more. <Link to={paths.hosts()}>All hosts</Link>
        </EmptyState>
      ) : (
        <FirstAnswer query={query} title="The host could not be read." />
      )}
    </VmFrame>
  )
}

function Page({ host, tab }: { host: Host; tab: string }) {
  const on = useOnHost(host)
  const { verbs, dialog, ask } = useHostVerbs(host, on)
  return (
    <VmFrame
      list={list}
      name={host.name}
      facts={[
        <HostState key="state" row={host} />,
        <ResourceState key="resource" row={host} />,
        `${counted(on.count, 'VM')} of CloudStack’s own`,
        on.instances !== undefined && counted(on.instances, 'instance'),
        host.cpuallocated !== undefined && `CPU ${percent(host.cpuallocated)} allocated`,
        memoryLoad(host) !== undefined && `memory ${memoryLoad(host)} allocated`,
        host.clustername && (
          <>
            cluster <bdi>{host.clustername}</bdi>
          </>
        ),
      ]}
      verbs={verbs}
      tabs={[
        { id: 'on-it', label: 'On this host', count: on.count || undefined },
        { id: 'evacuate', label: 'Evacuate' },
        { id: 'details', label: 'Details' },
      ]}
      tab={tab}
      to={(part) => paths.host(host.id, part)}
    >
      <QueryTrouble query={on.trouble} title="Some of what is on it could not be read." />
      {tab === 'evacuate' ? (
        <EvacuateTab host={host} on={on} onMaintain={() => ask('prepare')} />
      ) : tab === 'details' ? (
        <Details host={host} />
      ) : (
        <OnItTab host={host} on={on} />
      )}
      {dialog}
    </VmFrame>
  )
}

function Details({ host }: { host: Host }) {
  return (
    <div className={page.panels}>
      <Panel title="Host">
        <PropertyList items={identity(host)} label="Host" />
      </Panel>
      <Panel title="Capacity">
        <PropertyList items={capacity(host)} label="Capacity" />
      </Panel>
    </div>
  )
}

const identity = (host: Host): Property[] => [
  monoProperty('Name', host.name),
  monoProperty('ID', host.id),
  monoProperty('IP address', host.ipaddress),
  { label: 'Hypervisor', value: [host.hypervisor, host.hypervisorversion].filter(Boolean).join(' ') },
  { label: 'Agent version', value: host.version, mono: true },
  { label: 'Architecture', value: host.arch },
  { label: 'Zone', value: host.zonename && <bdi>{host.zonename}</bdi> },
  { label: 'Pod', value: host.podname && <bdi>{host.podname}</bdi> },
  { label: 'Cluster', value: host.clustername && <bdi>{host.clustername}</bdi> },
  { label: 'Management server', value: host.managementservername, mono: true },
  { label: 'Last disconnected', value: host.disconnected && momentText(host.disconnected) },
  { label: 'Created', value: host.created && momentText(host.created) },
]

const gib = (bytes: number | undefined) => (bytes === undefined ? undefined : `${Math.round(bytes / 2 ** 30)} GiB`)

const capacity = (host: Host): Property[] => [
  { label: 'CPU', value: host.cpunumber && `${host.cpunumber} × ${host.cpuspeed} MHz` },
  { label: 'CPU allocated', value: host.cpuallocated },
  { label: 'CPU used', value: host.cpuused },
  { label: 'Memory', value: gib(host.memorytotal) },
  { label: 'Memory allocated', value: gib(host.memoryallocated) },
  { label: 'Memory used', value: gib(host.memoryused) },
]
