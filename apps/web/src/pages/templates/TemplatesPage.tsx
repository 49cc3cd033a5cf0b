import { Button } from '@mantine/core'
import { EmptyState, Panel, Pill } from '@stratoview/ui'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { useTitle } from '../../use-title.ts'
import { Denied } from '../../vm/Denied.tsx'
import { counted } from '../../vm/words.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { PointDialog } from './PointDialog.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'
import { Registered } from './Registered.tsx'
import type { Behind, Standing } from './standing.ts'
import page from '../../vm/list/page.module.css'
import stacked from '../../vm/list/stacked.module.css'
import classes from './templates.module.css'
import { useTemplates } from './use-templates.ts'

/** Which system VM template each zone and hypervisor should use, whether it is ready, and who still runs another. */
export default function TemplatesPage() {
  const { apis } = useSession()
  const { templates, vms, lines, known, trouble } = useTemplates()
  const [dialog, setDialog] = useState<'register' | Standing>()
  useTitle('System VM templates')
  if (!apis.has('listTemplates') || !apis.has('listClusters'))
    return (
      <Denied title="System VM templates">
        Your role may not list templates and clusters (listTemplates, listClusters).
      </Denied>
    )
  return (
    <div className={classes.page}>
      <header className={page.head}>
        <h1>System VM templates</h1>
        <span className={page.push} />
        <Button
          variant="filled"
          disabled={!apis.has('registerTemplate') || !known || lines.length === 0}
          onClick={() => setDialog('register')}
        >
          Register a template…
        </Button>
      </header>
      <div className={classes.body}>
        <QueryTrouble query={trouble} title="The templates could not be read." />
        {!known && trouble.error === null && <EmptyState>Asking CloudStack.</EmptyState>}
        {known && (
          <>
            <Panel title="What each zone uses" flush>
              <div className={classes.wide}>
                <table className={`${classes.table} ${stacked.stacked}`}>
                  <thead>
                    <tr>
                      <th scope="col">Zone</th>
                      <th scope="col">Hypervisor</th>
                      <th scope="col">Routers are made from</th>
                      <th scope="col">Proxies and storage VMs from</th>
                      <th scope="col">Minimum</th>
                      <th scope="col">Still on another</th>
                      <th scope="col">
                        <span className="sv-hidden">Verbs</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {lines.map((line) => (
                      <Line
                        key={`${line.zoneid} ${line.hypervisor}`}
                        line={line}
                        fleet={vms !== undefined}
                        onChange={() => setDialog(line)}
                      />
                    ))}
                  </tbody>
                </table>
              </div>
              {lines.length === 0 && <EmptyState>There is no cluster yet: no hypervisor needs a template.</EmptyState>}
            </Panel>
            <Registered templates={templates} vms={vms} lines={lines} />
          </>
        )}
      </div>
      {dialog === 'register' && (
        <RegisterDialog templates={templates} lines={lines} onClose={() => setDialog(undefined)} />
      )}
      {dialog !== undefined && dialog !== 'register' && (
        <PointDialog line={dialog} templates={templates} onClose={() => setDialog(undefined)} />
      )}
    </div>
  )
}

interface LineProps {
  line: Standing
  /** Whether it is known what runs. */
  fleet: boolean
  onChange(): void
}

function Line({ line, fleet, onChange }: LineProps) {
  const { apis } = useSession()
  const { zoneid, zonename, hypervisor, wanted, own, trouble, system, on, behind, minimum } = line
  return (
    <tr>
      <th scope="row">
        <bdi>{zonename}</bdi>
      </th>
      <td data-head="Hypervisor">{hypervisor}</td>
      <td data-head="Routers are made from">
        {wanted && <code>{wanted}</code>} {own && <Pill hint="This zone has a value of its own">own</Pill>}
        {trouble !== undefined && <span className={classes.trouble}>{trouble}</span>}
      </td>
      <td data-head="Proxies and storage VMs from">
        {system === undefined ? <span className={classes.trouble}>None is ready</span> : <code>{system.name}</code>}
      </td>
      <td data-head="Minimum">{minimum && <code>{minimum}</code>}</td>
      <td data-head="Still on another">{fleet && <Others on={on} behind={behind} zoneid={zoneid} />}</td>
      <td data-whole>
        <Button
          size="compact-sm"
          aria-label={`Change the template of ${zonename}, ${hypervisor}`}
          disabled={!apis.has('updateConfiguration')}
          onClick={onChange}
        >
          Change…
        </Button>
      </td>
    </tr>
  )
}

/** The first few by name; more are a number. */
const NAMED = 6

interface OthersProps {
  on: number
  behind: readonly Behind[]
  zoneid: string
}

function Others({ on, behind, zoneid }: OthersProps): ReactNode {
  if (behind.length === 0) return on === 0 ? 'nothing runs yet' : `none of ${on}`
  return (
    <details className={classes.others}>
      <summary>
        {behind.length} of {counted(on + behind.length, 'VM')}
      </summary>
      <ul>
        {behind.slice(0, NAMED * 10).map(({ kind, id, name, templatename }) => (
          <li key={id}>
            <Link className="sv-mono" to={kind === 'router' ? paths.router(id) : paths.systemVm(id)}>
              {name}
            </Link>{' '}
            on <code>{templatename}</code>
          </li>
        ))}
      </ul>
      {behind.length > NAMED * 10 && <p>and {behind.length - NAMED * 10} more</p>}
      {behind.some(({ kind }) => kind === 'router') && (
        <Link to={paths.newRollout({ kind: 'upgrade', by: 'zone', of: zoneid })}>
          Upgrade the zone’s routers as a run
        </Link>
      )}
    </details>
  )
}
