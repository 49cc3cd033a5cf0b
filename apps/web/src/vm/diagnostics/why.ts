import type { Alert, Event, Host, ManagementServer, SystemVm } from '@stratoview/api-client'
import { timeOf } from '@stratoview/api-client/health'
import type { VerdictKind } from '@stratoview/ui'
import { older } from '../system-vm-version.ts'
import { counted } from '../words.ts'
import { findingOf } from './finding.ts'
import { parsePing } from './parse-ping.ts'
import { parseTraceroute } from './parse-traceroute.ts'
import type { Run } from './runs.ts'

/** What the sequence looks at. `undefined`: it could not be asked, or has not been answered yet. */
export interface Evidence {
  vm: SystemVm
  host: Host | undefined
  servers: readonly ManagementServer[]
  /** The other system VMs of its zone. */
  others: readonly SystemVm[]
  events: readonly Event[] | undefined
  alerts: readonly Alert[] | undefined
  /** `minreq.sysvmtemplate.version` of the zone. */
  minimum: string | undefined
  /** The commands of this sequence. */
  runs: readonly Run[]
  /** Epoch ms by CloudStack's clock. */
  now: number
}

export interface Step {
  title: string
  kind: VerdictKind
  found: string
  /** What CloudStack or the VM said, unchanged. */
  said?: string | undefined
}

/** Whether the management server hears from it. */
const isUp = ({ agentstate }: SystemVm) => agentstate === 'Up'
const isRunning = ({ state }: SystemVm) => state === 'Running'
/** A VM that has just started has no agent yet. */
const GROWING = 5 * 60_000
const isYoung = ({ vm, now }: Evidence) => vm.created !== undefined && now - timeOf(vm.created) < GROWING

export const serverAddresses = (servers: readonly ManagementServer[]): string[] => [
  ...new Set(servers.flatMap(({ serviceip, ipaddress }) => serviceip ?? ipaddress ?? [])),
]
export const resolversOf = ({ dns1, dns2 }: SystemVm): string[] =>
  [dns1, dns2].filter((one) => one !== undefined && one !== '') as string[]

/** What was found, in the order in which an expert would look. */
export function stepsOf(evidence: Evidence): Step[] {
  return [
    state(evidence),
    agent(evidence),
    host(evidence),
    ...ways(evidence),
    history(evidence),
    template(evidence),
    failures(evidence),
    neighbours(evidence),
  ]
}

function state({ vm }: Evidence): Step {
  const running = vm.state === 'Running'
  return {
    title: 'State',
    kind: running ? 'passing' : 'failing',
    found: running ? 'The VM runs.' : `The VM is ${vm.state}.`,
  }
}

function agent(evidence: Evidence): Step {
  const { vm } = evidence
  const title = 'Agent'
  if (vm.agentstate === undefined)
    return {
      title,
      kind: 'never-ran',
      found: isYoung(evidence)
        ? 'None has reported yet, and the VM is not five minutes old.'
        : 'None has ever reported: there is no record of one.',
    }
  if (isUp(vm)) return { title, kind: 'passing', found: 'Up: the management server hears from it.' }
  const since = vm.disconnected === undefined ? '' : ` since ${vm.disconnected}`
  return { title, kind: 'failing', found: `${vm.agentstate}${since}.` }
}

function host({ vm, host }: Evidence): Step {
  const title = 'Host'
  if (vm.hostid === undefined) return { title, kind: 'failing', found: 'It is on no host.' }
  if (host === undefined)
    return { title, kind: 'unknown', found: `${vm.hostname ?? vm.hostid}: its state is not known here.` }
  const { name, state = 'unknown', resourcestate = 'Enabled' } = host
  if (state !== 'Up')
    return { title, kind: 'failing', found: `${name} is ${state}: CloudStack cannot act on what runs there.` }
  return { title, kind: resourcestate === 'Enabled' ? 'passing' : 'warning', found: `${name} is Up, ${resourcestate}.` }
}

/** A line for each command that was run; none where the VM doesn't run. */
function ways({ runs, servers, vm }: Evidence): Step[] {
  const managed = new Set(serverAddresses(servers))
  const resolvers = new Set(resolversOf(vm))
  return runs.map((run) => {
    const where = managed.has(run.target) ? 'the management server' : resolvers.has(run.target) ? 'DNS' : run.target
    const { kind, words } = findingOf(run)
    const trace = run.type === 'traceroute' && run.output ? parseTraceroute(run.output.stdout) : undefined
    const last = trace?.hops.findLast(({ answerers }) => answerers.length > 0)
    const [nearest] = (trace?.reached === false && last?.answerers) || []
    const until = nearest === undefined ? '' : ` The last to answer was ${nearest.address}.`
    return {
      title: run.type === 'traceroute' ? `Route to ${where}` : `Ping ${where}`,
      kind,
      found: `${run.target}: ${words}.${until}`,
    }
  })
}

/** Alerts that name the VM, and its agent's comings and goings. */
function history({ events, alerts, vm, now }: Evidence): Step {
  const title = 'Agent history'
  if (alerts === undefined && events === undefined)
    return { title, kind: 'unknown', found: 'Alerts and events cannot be read.' }
  const day = (text: string) => now - timeOf(text) < 86_400_000
  const named = (alerts ?? []).filter(({ description = '', sent }) => description.includes(vm.name) && day(sent))
  const went = (events ?? []).filter(
    ({ type, created }) => /\.(START|STOP|REBOOT|HA|CREATE|DESTROY)$/.test(type) && day(created),
  )
  const [newest] = named
  if (named.length === 0 && went.length === 0)
    return { title, kind: 'passing', found: 'Nothing in the last day: it was not started, stopped or reported.' }
  return {
    title,
    kind: named.length > 0 ? 'warning' : 'passing',
    found: `${counted(named.length, 'alert')} and ${counted(went.length, 'event')} of starts and stops in the last day.`,
    said: newest && `${newest.sent} ${newest.description ?? ''}`,
  }
}

function template({ vm, minimum, others }: Evidence): Step {
  const title = 'Template'
  const name = vm.templatename ?? 'unknown'
  if (vm.version === undefined) return { title, kind: 'unknown', found: `${name}; the agent has told no version.` }
  if (minimum !== undefined && older(vm.version, minimum))
    return { title, kind: 'failing', found: `${vm.version} (${name}) is older than the minimum, ${minimum}.` }
  const newest = others
    .map(({ version }) => version)
    .filter((one) => one !== undefined)
    .find((one) => older(vm.version ?? '', one))
  if (newest !== undefined)
    return { title, kind: 'warning', found: `${vm.version} (${name}); others in the zone run ${newest}.` }
  return { title, kind: 'passing', found: `${vm.version} (${name}).` }
}

/** CloudStack lists no finished jobs; what it keeps of a failed one is an event of level ERROR. */
function failures({ events }: Evidence): Step {
  const title = 'Last failed job'
  if (events === undefined) return { title, kind: 'unknown', found: 'Events cannot be read.' }
  const failed = events.find(({ level }) => level === 'ERROR')
  if (failed === undefined) return { title, kind: 'passing', found: 'None among its last events.' }
  return { title, kind: 'warning', found: failed.type, said: `${failed.created} ${failed.description ?? ''}` }
}

function neighbours({ others }: Evidence): Step {
  const title = 'Others in the zone'
  const running = others.filter(isRunning)
  const down = running.filter((one) => !isUp(one))
  if (running.length === 0) return { title, kind: 'unknown', found: 'No other system VM runs there.' }
  if (down.length === 0)
    return { title, kind: 'passing', found: `${running.map(({ name }) => name).join(', ')}: agent Up.` }
  return { title, kind: 'warning', found: `Not Up either: ${down.map(({ name }) => name).join(', ')}.` }
}

export interface Conclusion {
  /** What it comes to. */
  lead: string
  /** What to do, in this order. */
  advice: readonly string[]
  /** While commands still run it is not the last word. */
  final: boolean
}

/** What all that comes to: the first cause that explains it, and what to do about it. Our advice, worded as advice. */
export function conclusionOf(evidence: Evidence): Conclusion {
  const { vm, runs } = evidence
  const final = runs.every(({ state }) => state !== 'running')
  return { ...(plain(evidence) ?? network(evidence) ?? local(evidence)), final: final || vm.state !== 'Running' }
}

type Found = Omit<Conclusion, 'final'>

function plain(evidence: Evidence): Found | undefined {
  const { vm, host } = evidence
  if (vm.state === 'Stopped')
    return {
      lead: 'It is stopped, so its agent cannot be Up.',
      advice: ['Start it. CloudStack does so itself when the zone needs it, within a minute or two.'],
    }
  if (vm.state !== 'Running')
    return {
      lead: `It is ${vm.state}, so its agent cannot be Up yet.`,
      advice: [
        'Wait for it to settle. If it stays so for more than ten minutes, look at its activity and at its host.',
      ],
    }
  if (isUp(vm)) return { lead: 'Nothing keeps it from being Up: its agent is Up now.', advice: [] }
  if (host?.state !== undefined && host.state !== 'Up')
    return {
      lead: `Its host ${host.name} is ${host.state}.`,
      advice: [
        'Bring the host back, or let CloudStack’s HA start the VM elsewhere.',
        'Destroying the system VM makes CloudStack create another, on a host that is Up.',
      ],
    }
  if (vm.agentstate === undefined && isYoung(evidence))
    return {
      lead: 'It is just starting: the first report of an agent takes one to three minutes.',
      advice: ['Look again in a few minutes.'],
    }
  return undefined
}

const silent = (run: Run) =>
  run.type === 'ping' && run.output !== undefined && (parsePing(run.output.stdout)?.received ?? 0) === 0

function network({ runs, servers, vm }: Evidence): Found | undefined {
  const broken = runs.find(({ state, output }) => state === 'failed' || output?.exitcode === '-1')
  if (broken !== undefined)
    return {
      lead: 'Not even its host gets a command into the VM.',
      advice: [
        'Open its console: a kernel that hangs or a full disk shows there.',
        'Reboot it; if that does not help, destroy it, and CloudStack makes another.',
      ],
    }
  const managed = new Set(serverAddresses(servers))
  const unheard = runs.find((run) => managed.has(run.target) && silent(run))
  if (unheard !== undefined)
    return {
      lead: `From the VM the management server ${unheard.target} does not answer.`,
      advice: [
        `Look at the way from its private address ${vm.privateip ?? ''} to ${unheard.target}: VLAN, route, firewall. The agent needs TCP port 8250.`,
        'If other system VMs of the zone are Up, reboot this one: its network is set up anew.',
        'If it stays silent, destroy it: CloudStack makes another, with other addresses.',
      ],
    }
  const deaf = runs.find((run) => resolversOf(vm).includes(run.target) && silent(run))
  if (deaf !== undefined)
    return {
      lead: `The management server answers, but the name server ${deaf.target} does not.`,
      advice: [
        'An agent that is given the management server by its name (setting host) cannot find it without DNS.',
        'Look at the zone’s DNS servers and the way to them.',
      ],
    }
  return undefined
}

function local({ vm, others, minimum, runs }: Evidence): Found {
  const running = others.filter(isRunning)
  if (running.length > 0 && running.every((one) => !isUp(one)))
    return {
      lead: 'No system VM of the zone is Up: the cause is rather at the management server than at this VM.',
      advice: [
        'Look at the management server’s log and at its port 8250.',
        'Look whether its certificate or the setting host was changed lately.',
      ],
    }
  if (vm.version !== undefined && minimum !== undefined && older(vm.version, minimum))
    return {
      lead: `It runs an older template than the minimum, ${minimum}.`,
      advice: ['Destroy it: CloudStack makes another from the present template.'],
    }
  const heard = runs.some((run) => run.output !== undefined)
  return {
    lead: heard
      ? 'The network to and from it is in order, so its agent is what does not work.'
      : 'Nothing seen from outside explains it.',
    advice: [
      'Port 8250 of the management server cannot be tried from here: make sure that no firewall holds it back.',
      'Get its files and read cloud.log: the agent says there what keeps it.',
      'Reboot it, which starts the agent anew; if that does not help, destroy it, and CloudStack makes another.',
    ],
  }
}
