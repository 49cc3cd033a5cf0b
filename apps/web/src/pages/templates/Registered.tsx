import type { Template } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { EmptyState, Panel, StateBadge } from '@stratoview/ui'
import { counted } from '../../vm/words.ts'
import { momentText } from '../../vm/cells/age.ts'
import { inUse, type Standing } from './standing.ts'
import stacked from '../../vm/list/stacked.module.css'
import classes from './templates.module.css'

interface Props {
  templates: readonly Template[]
  /** Undefined until all have come. */
  vms: { routers: readonly RouterRow[]; systemVms: readonly SystemVmRow[] } | undefined
  lines: readonly Standing[]
}

/** Every registered system VM template, with how far it is in each zone and what runs on it. */
export function Registered({ templates, vms, lines }: Props) {
  const byId = new Map<string, Template[]>()
  for (const one of templates) byId.set(one.id, [...(byId.get(one.id) ?? []), one])
  const rows = [...byId.values()].sort((a, b) => (b[0]?.created ?? '').localeCompare(a[0]?.created ?? ''))
  return (
    <Panel title="Registered" aside={counted(rows.length, 'template')} flush>
      <div className={classes.wide}>
        <table className={`${classes.table} ${stacked.stacked}`}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Hypervisor</th>
              <th scope="col">Zones</th>
              <th scope="col">In use by</th>
              <th scope="col">Named for routers in</th>
              <th scope="col">Registered</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((zones) => {
              const [one] = zones
              if (one === undefined) return null
              const named = lines.filter(
                ({ wanted, hypervisor }) => wanted === one.name && hypervisor === one.hypervisor,
              )
              return (
                <tr key={one.id}>
                  <th scope="row">
                    <code>{one.name}</code>
                  </th>
                  <td data-head="Type">{one.templatetype}</td>
                  <td data-head="Hypervisor">{one.hypervisor}</td>
                  <td data-head="Zones">
                    <Readiness zones={zones} />
                  </td>
                  <td data-head="In use by">{vms && counted(inUse(one.name, vms), 'VM')}</td>
                  <td data-head="Named for routers in">
                    <bdi>{named.map(({ zonename }) => zonename).join(', ')}</bdi>
                  </td>
                  <td data-head="Registered">{one.created && momentText(one.created)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <EmptyState>No system VM template is registered.</EmptyState>}
    </Panel>
  )
}

/** Ready everywhere in one word; else zone by zone, in CloudStack's words. */
function Readiness({ zones }: { zones: readonly Template[] }) {
  const waiting = zones.filter(({ isready }) => isready !== true)
  if (waiting.length === 0) return <StateBadge tone="ok">{`ready in ${counted(zones.length, 'zone')}`}</StateBadge>
  return waiting.map((one) => (
    <div key={one.zoneid}>
      <StateBadge tone={toneOf(one)}>{`${one.zonename ?? one.zoneid}: ${one.status ?? 'not ready'}`}</StateBadge>
    </div>
  ))
}

/** CloudStack tells of a download and of why one failed in the same field: only a percentage is sure to be under way. */
const toneOf = ({ status = '' }: Template) => (status.endsWith('% Downloaded') ? 'moving' : 'unknown')
