import { can } from '@stratoview/api-client/can'
import type { Verb } from '@stratoview/api-client/can'
import type { SystemVmRow } from '@stratoview/bff/rows'
import { IconBandage, IconPlayerPlay, IconPlayerStop, IconRefresh, IconTrash } from '@tabler/icons-react'
import type { Call } from '../../jobs-store.ts'
import { howLong } from '../action.ts'
import { counted, listed } from '../words.ts'
import type { Action, Consequence, Facts, VmRow } from '../action.ts'
import { diagnose } from './diagnose.ts'
import { forcedReboot, forcedStop, ifForced, mayStop } from './forced.ts'
import { migrate, scale, systemVms } from './moving.ts'

export type SystemVmLike = VmRow & Pick<SystemVmRow, 'systemvmtype' | 'activeviewersessions' | 'zoneid' | 'zonename'>

const may = (verb: Verb) => (row: SystemVmLike, apis: ReadonlySet<string>) => can(verb, 'system-vm', row, apis)

const send = (command: Call['command'], row: SystemVmLike, more: Record<string, unknown> = {}): Call => ({
  command,
  params: { id: row.id, ...more },
  object: { type: 'SystemVm', id: row.id, name: row.name },
  touches: ['system-vm'],
})

const isProxy = ({ systemvmtype }: SystemVmLike) => systemvmtype === 'consoleproxy'

/** Who else does this VM's work in its zone while it is away; undefined when that isn't known. */
function others(row: SystemVmLike, rows: readonly SystemVmLike[], facts: Facts): number | undefined {
  const leaving = new Set(rows.map(({ id }) => id))
  return facts.systemVms?.filter(
    (other) =>
      other.systemvmtype === row.systemvmtype &&
      other.zoneid === row.zoneid &&
      other.state === 'Running' &&
      !leaving.has(other.id),
  ).length
}

/** Consoles end; what else of the zone's work goes on, and where. */
function lostBy(rows: readonly SystemVmLike[], facts: Facts): { lead: string; rest: string } {
  const running = rows.filter(({ state }) => state === 'Running')
  const proxies = running.filter(isProxy)
  const storage = running.filter((row) => !isProxy(row))
  if (running.length === 0) return { lead: 'None of this runs now: nothing is interrupted.', rest: '' }
  const sessions = proxies.reduce((sum, row) => sum + (row.activeviewersessions ?? 0), 0)
  const lead =
    proxies.length > 0
      ? sessions === 0
        ? 'No console session is open on it now.'
        : `${counted(sessions, 'console session')} ${sessions === 1 ? 'ends' : 'end'} at once.`
      : 'Uploads, downloads and template copies under way fail.'
  const whose = proxies.length > 0 ? (facts.consoles ?? []).map(({ user, name }) => `${user} on ${name}`) : []
  const uncovered = running.filter((row) => others(row, rows, facts) === 0)
  const covered = facts.systemVms !== undefined && uncovered.length === 0
  const zones = [...new Set(uncovered.map(({ zonename, zoneid }) => zonename ?? zoneid))].join(', ')
  const what = uncovered.some(isProxy) ? 'no console opens' : 'nothing can be uploaded, downloaded or copied'
  return {
    lead,
    rest: [
      whose.length > 0 ? `In a console there: ${listed(whose)}.` : '',
      proxies.length > 0 && storage.length > 0 ? 'Uploads, downloads and template copies under way fail.' : '',
      covered ? 'Others of its kind in the zone carry on.' : '',
      zones === '' ? '' : `It is the last one running in ${zones}: ${what} there until one runs again.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  }
}

/** Reference §3.2 and CloudStack's upgrade notes: the services that restart. */
function patched(rows: readonly SystemVmLike[]): Consequence {
  const proxies = rows.filter(isProxy)
  const storage = rows.length - proxies.length
  const sessions = proxies.reduce((sum, row) => sum + (row.activeviewersessions ?? 0), 0)
  const ends =
    proxies.length === 0
      ? 'Uploads and downloads under way may break off.'
      : `The service restarts: ${sessions === 0 ? 'no console session is open now' : `${counted(sessions, 'console session')} may break off`}.`
  return {
    lead: `${rows.length === 1 ? 'It keeps' : 'They keep'} running while scripts and agent are replaced.`,
    rest: `${ends} Needs CloudStack 4.17, and a system VM made from a template of 4.14 or newer. One whose scripts are the server’s already is left alone unless forced.`,
    effects: [
      ...(proxies.length > 0 ? [{ what: 'Console proxy', becomes: 'its service “cloud” restarts' }] : []),
      ...(storage > 0 ? [{ what: 'Secondary storage VM', becomes: '“cloud”, “apache2” and “portmap” restart' }] : []),
    ],
  }
}

const BOOT = 'one to three minutes until its agent is Up'

function consequence(after: string, effects: Consequence['effects']) {
  return (rows: readonly SystemVmLike[], facts: Facts): Consequence => {
    const { lead, rest } = lostBy(rows, facts)
    return { lead, rest: [rest, after].filter((sentence) => sentence !== '').join(' '), effects }
  }
}

export const systemVmActions: readonly Action<SystemVmLike>[] = [
  { id: 'start', label: 'Start', icon: IconPlayerPlay, can: may('start'), call: (row) => send('startSystemVm', row) },
  {
    id: 'stop',
    label: 'Stop',
    icon: IconPlayerStop,
    can: mayStop('system-vm'),
    options: [forcedStop],
    call: (row, choices) => send('stopSystemVm', row, ifForced(choices)),
    consequence: consequence(
      'CloudStack starts a stopped one again by itself when its zone needs it, usually within a minute.',
      [],
    ),
  },
  {
    id: 'reboot',
    label: 'Reboot',
    icon: IconRefresh,
    can: may('reboot'),
    options: [forcedReboot],
    call: (row, choices) => send('rebootSystemVm', row, ifForced(choices)),
    consequence: (rows, facts) =>
      consequence(`Back in ${howLong(facts.measured, BOOT)}.`, [{ what: 'Name, addresses, disk', becomes: 'stay' }])(
        rows,
        facts,
      ),
  },
  {
    id: 'patch',
    label: 'Patch',
    icon: IconBandage,
    can: may('patch'),
    options: [
      { kind: 'check', name: 'forced', label: 'Force it', hint: 'Also when its scripts are the server’s already' },
    ],
    call: (row, choices) => send('patchSystemVm', row, ifForced(choices)),
    consequence: patched,
  },
  migrate(systemVms),
  scale(systemVms),
  diagnose('system-vm'),
  {
    id: 'destroy',
    label: 'Destroy',
    icon: IconTrash,
    danger: true,
    typeName: true,
    can: may('destroy'),
    call: (row) => send('destroySystemVm', row),
    consequence: consequence('CloudStack makes a successor by itself, usually within a few minutes.', [
      { what: 'Successor', becomes: 'the next number, new addresses, the newest registered template' },
      { what: 'Its logs and comments', becomes: 'gone for good' },
    ]),
  },
]
