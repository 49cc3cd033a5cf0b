import type { SystemVmRow } from '@stratoview/bff/rows'
import { StateBadge } from '@stratoview/ui'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { FLEET_SYSTEM_VMS, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { systemVmActions } from '../../vm/actions/system-vm.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { toneOf } from '../../vm/cells/state.ts'
import { Load } from '../../vm/console/Load.tsx'
import { useSessionMax } from '../../vm/console/settings.ts'
import { useLiveConsoles } from '../../vm/console/use-live.ts'
import { FactCard } from '../../vm/list/FactCard.tsx'
import { fleetListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import { useVerbs, type Verbs } from '../../vm/use-verbs.tsx'
import { ConsolesTabs } from './ConsolesTabs.tsx'
import { proxiesShape, type ProxyRow } from './proxies-shape.tsx'

const noneHidden: ReadonlySet<string> = new Set()
const to = ({ id }: ProxyRow) => paths.systemVm(id, 'sessions')

/** What each console proxy serves, against what it is meant for. */
export default function ProxiesPage() {
  const may = useSession().apis.has('listSystemVms')
  const fleet = useQuery({ ...fleetSystemVms(), enabled: may, refetchInterval: paceOf(FLEET_SYSTEM_VMS) })
  const listing = fleetListing(fleet)
  const rows = useProxyRows(listing.rows)
  const verbs = useProxyVerbs()
  if (!may) return <Denied title="Consoles">Your role may not list system VMs (listSystemVms).</Denied>
  return (
    <ListPage
      id="console-proxies"
      title="Consoles"
      one="console proxy"
      things="console proxies"
      nothing="No console proxy yet. CloudStack makes one once a zone is enabled and has a host and a template."
      listing={{ ...listing, rows, total: rows.length }}
      shape={proxiesShape}
      hiddenAtFirst={noneHidden}
      to={to}
      card={card}
      verbs={verbs}
      tabs={<ConsolesTabs value="proxies" />}
    />
  )
}

function useProxyRows(systemVms: readonly SystemVmRow[]): ProxyRow[] {
  const proxies = systemVms.filter(({ systemvmtype }) => systemvmtype === 'consoleproxy')
  const { rows: consoles } = useLiveConsoles()
  const max = useSessionMax(proxies.map(({ zoneid }) => zoneid))
  return proxies.map((proxy) => ({
    ...proxy,
    max: max.get(proxy.zoneid),
    ours: consoles.filter(
      ({ ours, through }) => ours && through.proxies.length === 1 && through.proxies[0]?.id === proxy.id,
    ).length,
  }))
}

/** A proxy's own verbs, and the check of the way to it. */
function useProxyVerbs(): Verbs<ProxyRow> {
  const verbs = useVerbs<ProxyRow>(systemVmActions)
  const navigate = useNavigate()
  return useMemo(
    () => ({
      ...verbs,
      forRow: (row) => [
        {
          label: 'Check the connection',
          icon: <IconPlugConnected size={16} stroke={1.6} aria-hidden />,
          disabled: row.state !== 'Running' && `Only a running one can be reached; this one is ${row.state}`,
          onSelect: () => void navigate(paths.consoleCheck({ vm: row.id })),
        },
        ...verbs.forRow(row),
      ],
    }),
    [verbs, navigate],
  )
}

function card(row: ProxyRow) {
  return (
    <FactCard
      name={row.name}
      to={to(row)}
      line={<AgentCell row={row} />}
      facts={[
        <Load key="load" sessions={row.activeviewersessions} max={row.max} />,
        row.zonename && <bdi key="zone">{row.zonename}</bdi>,
        row.publicip && (
          <span key="publicip" className="sv-mono">
            {row.publicip}
          </span>
        ),
      ]}
    >
      <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
    </FactCard>
  )
}
