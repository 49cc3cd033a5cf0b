import type { ServedRow } from '@stratoview/bff/app'
import { ActionButton, Panel, StateBadge, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { counted } from '../../vm/words.ts'
import { systemVmActions, type SystemVmLike } from '../../vm/actions/system-vm.ts'
import { ask } from '../../vm/ask.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { toneOf } from '../../vm/cells/state.ts'
import { useLiveConsoles, type RoutedConsole } from '../../vm/console/use-live.ts'
import { servedQuery } from '../../vm/served.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'
import stacked from '../../vm/list/stacked.module.css'
import classes from './certificates.module.css'
import type { Sending } from './sending.ts'

/** What they show is looked at again this often while one of them is on its way, and while one is not yet as it should be. */
const MOVING = 5_000
const WAITING = 15_000

const hex = (fingerprint: string) => fingerprint.replaceAll(':', '').toLowerCase()

const many = (count: number) => counted(count, 'proxy', 'proxies')

type Verdict = { kind: VerdictKind; words: string }

/** Whether a VM shows the new certificate yet, and if not, what it waits for. */
function verdictOf(row: ServedRow, id: string): Verdict {
  if (row.certificate !== undefined && hex(row.certificate.fingerprint) === id)
    return { kind: 'passing', words: 'shows the new one' }
  if (row.what === 'off') return { kind: 'running', words: 'not running yet' }
  const proxy = row.systemvmtype === 'consoleproxy'
  if (row.what === 'silent') return { kind: 'unknown', words: 'does not answer' }
  if (row.certificate === undefined)
    return {
      kind: 'warning',
      words: `answers on port ${row.port} without TLS${proxy ? ': TLS is off in how it was started' : ''}`,
    }
  return { kind: 'warning', words: proxy ? 'shows the old one until it restarts' : 'shows the old one' }
}

const isMoving = ({ state, agentstate }: ServedRow) => state !== 'Running' || agentstate === 'Connecting'

function pace(rows: readonly ServedRow[] | undefined, id: string): number | false {
  if (rows?.every((row) => verdictOf(row, id).kind === 'passing' && row.agentstate === 'Up')) return false
  return rows?.some(isMoving) ? MOVING : WAITING
}

/** After the last upload: each system VM until it shows the new certificate, and the restarts that nobody else does. */
export function AfterPanel({ sending: { id, name } }: { sending: Sending }) {
  const fleet = useQuery(fleetSystemVms()).data?.rows ?? []
  const served = useQuery({
    ...servedQuery,
    staleTime: 0,
    refetchInterval: ({ state }) => pace(state.data, id),
  })
  const rows = served.data ?? []
  const done = rows.filter((row) => verdictOf(row, id).kind === 'passing').length
  const proxies = fleet.filter((vm) => vm.systemvmtype === 'consoleproxy' && vm.state === 'Running')
  const waiting = proxies.filter(({ id: vm }) =>
    rows.some((row) => row.id === vm && verdictOf(row, id).kind !== 'passing'),
  )
  return (
    <Panel
      title={<>Is it served? {name}</>}
      flush
      aside={<span role="status">{`${done} of ${rows.length} system VMs show it`}</span>}
    >
      <table className={`${classes.served} ${stacked.stacked}`} aria-label="System VMs after the upload">
        <thead>
          <tr>
            <th scope="col">System VM</th>
            <th scope="col">State</th>
            <th scope="col">Certificate</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { kind, words } = verdictOf(row, id)
            return (
              <tr key={row.id}>
                <th scope="row">
                  <Link className="sv-mono" to={paths.systemVm(row.id)}>
                    <b>{row.name}</b>
                  </Link>
                  <small>{row.zonename}</small>
                </th>
                <td>
                  <span className={classes.vm}>
                    <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
                    <AgentCell row={row} label="agent" />
                  </span>
                </td>
                <td>
                  <span className={classes.vm}>
                    <VerdictGlyph kind={kind} label="" /> {words}
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Proxies waiting={waiting} tls={rows.some((row) => row.systemvmtype === 'consoleproxy' && row.what === 'tls')} />
    </Panel>
  )
}

const reboots = systemVmActions.filter(({ id }) => id === 'reboot')

/** CloudStack 4.22 leaves console proxies as they are (recorded), so who sends a certificate decides when they restart. */
function Proxies({ waiting, tls }: { waiting: readonly SystemVmLike[]; tls: boolean }) {
  const { rows } = useLiveConsoles()
  const verbs = useVerbs<SystemVmLike>(reboots)
  const through = rows.filter(({ through }) => through.proxies.some(({ id }) => waiting.some((vm) => vm.id === id)))
  const [reboot] = reboots
  const [shown] = verbs.forMany(waiting)
  if (waiting.length === 0 || reboot === undefined || shown === undefined) return null
  return (
    <div className={classes.restart}>
      <p>
        <b>Console proxies do not restart by themselves.</b> {many(waiting.length)}{' '}
        {waiting.length === 1 ? 'goes' : 'go'} on as before until then, and nothing breaks meanwhile. A restart ends the
        consoles on {waiting.length === 1 ? 'it' : 'them'}.
      </p>
      <OpenConsoles rows={through} />
      {!tls && (
        <p>
          They show no certificate at all: whether a proxy uses TLS is decided when it is started, by settings that the
          management server reads when <em>it</em> starts.{' '}
          <Link to={paths.certificates('offloading')}>Go through them</Link>
        </p>
      )}
      <div className={classes.buttons}>
        <ActionButton
          action={{
            ...shown,
            label: tls ? `Restart ${many(waiting.length)} now…` : 'Stop and start them now…',
            onSelect: () =>
              ask({
                action: reboot,
                rows: waiting,
                siblings: systemVmActions,
                ...(!tls && { choices: { forced: true } }),
              }),
          }}
        />
        <span className={classes.quiet}>or later, from here or from each proxy’s page.</span>
      </div>
    </div>
  )
}

function OpenConsoles({ rows }: { rows: readonly RoutedConsole[] }) {
  if (rows.length === 0) return <p>No console is open on them now, as far as is known.</p>
  return (
    <details className={classes.consoles}>
      <summary>{counted(rows.length, 'open console')} would end</summary>
      <ul>
        {rows.map(({ id, name, user, account }) => (
          <li key={id}>
            <bdi className="sv-mono">{name}</bdi>, watched by <bdi>{user}</bdi>
            {account !== undefined && account !== user && (
              <>
                {' '}
                of <bdi>{account}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
