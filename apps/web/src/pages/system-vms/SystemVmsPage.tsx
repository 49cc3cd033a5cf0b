import type { SystemVmRow } from '@stratoview/bff/rows'
import { StateBadge } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { FLEET_SYSTEM_VMS, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { counted } from '../../vm/words.ts'
import { systemVmActions } from '../../vm/actions/system-vm.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { toneOf } from '../../vm/cells/state.ts'
import { useVerbsWithConsole } from '../../vm/console/open-verb.tsx'
import { FactCard } from '../../vm/list/FactCard.tsx'
import { fleetListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { hiddenAtFirst, systemVmShape } from './shape.tsx'

const to = ({ id }: SystemVmRow) => paths.systemVm(id)

/** Console proxies and secondary storage VMs of the whole cloud, lost agents first. */
export default function SystemVmsPage() {
  const may = useSession().apis.has('listSystemVms')
  const fleet = useQuery({ ...fleetSystemVms(), enabled: may, refetchInterval: paceOf(FLEET_SYSTEM_VMS) })
  const verbs = useVerbsWithConsole('system-vm', useVerbs<SystemVmRow>(systemVmActions))
  if (!may) return <Denied title="System VMs">Your role may not list system VMs (listSystemVms).</Denied>
  return (
    <ListPage
      id="system-vms"
      title="System VMs"
      one="system VM"
      things="system VMs"
      nothing="No system VM yet. CloudStack makes a console proxy and a secondary storage VM once a zone is enabled and has a host and a template."
      listing={fleetListing(fleet)}
      shape={systemVmShape}
      hiddenAtFirst={hiddenAtFirst}
      to={to}
      card={card}
      verbs={verbs}
      meaning={meaning}
    />
  )
}

/** "2 console proxies with 14 open sessions, 1 secondary storage VM" */
function meaning(rows: readonly SystemVmRow[]): string {
  const proxies = rows.filter(({ systemvmtype }) => systemvmtype === 'consoleproxy')
  const sessions = proxies.reduce((sum, { activeviewersessions = 0 }) => sum + activeviewersessions, 0)
  const rest = rows.length - proxies.length
  const consoles = proxies.length === 1 ? '1 console proxy' : `${proxies.length} console proxies`
  return [
    proxies.length > 0 && `${consoles} with ${counted(sessions, 'open session')}`,
    rest > 0 && counted(rest, 'secondary storage VM'),
  ]
    .filter(Boolean)
    .join(', ')
}

function card(row: SystemVmRow) {
  const { activeviewersessions: sessions } = row
  return (
    <FactCard
      name={row.name}
      to={to(row)}
      line={<AgentCell row={row} />}
      facts={[
        systemVmTypeWords(row.systemvmtype),
        sessions === undefined ? undefined : counted(sessions, 'session'),
        row.publicip && (
          <span key="publicip" className="sv-mono">
            {row.publicip}
          </span>
        ),
        row.hostname && (
          <bdi key="hostname" className="sv-mono">
            {row.hostname}
          </bdi>
        ),
        row.zonename && <bdi key="zonename">{row.zonename}</bdi>,
      ]}
    >
      <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
    </FactCard>
  )
}
