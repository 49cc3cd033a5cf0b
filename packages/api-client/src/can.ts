import type { RoleCommand } from './index.ts'

export type VmKind = 'router' | 'system-vm' | 'internal-lb' | 'instance'

export type Verb =
  | 'start'
  | 'stop'
  | 'force-stop'
  | 'reboot'
  | 'force-reboot'
  | 'destroy'
  | 'restart-network'
  | 'health-checks'
  | 'migrate'
  | 'scale'
  | 'resize-network'
  | 'patch'
  | 'console'
  | 'provision-certificate'
  | 'comment'
  | 'run-diagnostics'
  | 'get-diagnostics'

/** What the rules look at; every row of a list has it, under CloudStack's names. */
export interface VmObject {
  state: string
  vpcid?: string
  guestnetworkid?: string
  hostcontrolstate?: string
  hypervisor?: string
  agentstate?: string
}

type Commands = Readonly<Partial<Record<Verb, RoleCommand>>>

const everyone = { console: 'createConsoleEndpoint', comment: 'addAnnotation' } as const satisfies Commands
const diagnosed = {
  'run-diagnostics': 'runDiagnostics',
  'get-diagnostics': 'getDiagnosticsData',
} as const satisfies Commands

/**
 * Which command a verb is; a verb that a kind has not got is left out. `restart-network` of a VPC's VM is `restartVPC`:
 * ask `commandOf`.
 */
export const verbCommands = {
  router: {
    start: 'startRouter',
    stop: 'stopRouter',
    'force-stop': 'stopRouter',
    reboot: 'rebootRouter',
    'force-reboot': 'rebootRouter',
    destroy: 'destroyRouter',
    'restart-network': 'restartNetwork',
    'health-checks': 'getRouterHealthCheckResults',
    ...diagnosed,
    migrate: 'migrateSystemVm',
    scale: 'scaleSystemVm',
    'resize-network': 'updateNetwork',
    ...everyone,
  },
  'system-vm': {
    start: 'startSystemVm',
    stop: 'stopSystemVm',
    'force-stop': 'stopSystemVm',
    reboot: 'rebootSystemVm',
    'force-reboot': 'rebootSystemVm',
    destroy: 'destroySystemVm',
    ...diagnosed,
    migrate: 'migrateSystemVm',
    scale: 'scaleSystemVm',
    patch: 'patchSystemVm',
    'provision-certificate': 'provisionCertificate',
    ...everyone,
  },
  // No reboot, no destroy: CloudStack has no such command (recorded: listApis.names).
  'internal-lb': {
    start: 'startInternalLoadBalancerVM',
    stop: 'stopInternalLoadBalancerVM',
    'force-stop': 'stopInternalLoadBalancerVM',
    'restart-network': 'restartNetwork',
    migrate: 'migrateSystemVm',
    ...everyone,
  },
  instance: {
    start: 'startVirtualMachine',
    stop: 'stopVirtualMachine',
    'force-stop': 'stopVirtualMachine',
    reboot: 'rebootVirtualMachine',
    'force-reboot': 'rebootVirtualMachine',
    ...everyone,
  },
} as const satisfies Record<VmKind, Commands>

/** The command a verb means for this object, `undefined` when its kind has no such verb. */
export function commandOf(verb: Verb, kind: VmKind, object: Pick<VmObject, 'vpcid'>): RoleCommand | undefined {
  const command = (verbCommands[kind] as Commands)[verb]
  return command === 'restartNetwork' && object.vpcid !== undefined ? 'restartVPC' : command
}

const nouns: Record<VmKind, string> = {
  router: 'router',
  'system-vm': 'system VM',
  'internal-lb': 'internal load balancer',
  instance: 'instance',
}

/** Why not, or `undefined` when the object's state allows it. `noun` is the kind's word. */
type Rule = (object: VmObject, noun: string) => string | undefined

const isNow = ({ state }: VmObject) => `this one is ${state}`
const passing = new Set(['Starting', 'Stopping', 'Migrating', 'Expunging', 'Restoring'])

const startable: Rule = (vm, noun) => {
  if (vm.state === 'Stopped') return undefined
  if (vm.state === 'Running') return 'It is already running'
  return `Only a stopped ${noun} can be started; ${isNow(vm)}`
}
const stoppable: Rule = (vm, noun) => {
  if (vm.state === 'Running') return undefined
  if (vm.state === 'Stopped') return 'It is already stopped'
  return `Only a running ${noun} can be stopped without force; ${isNow(vm)}`
}
const forceStoppable: Rule = (vm, noun) => {
  if (['Running', 'Starting', 'Stopping', 'Migrating'].includes(vm.state)) return undefined
  if (vm.state === 'Stopped') return 'It is already stopped'
  return `Only a ${noun} that is up can be stopped; ${isNow(vm)}`
}
const rebootable: Rule = (vm, noun) => {
  if (vm.state === 'Running') return undefined
  if (vm.state === 'Stopped') return 'It is stopped: start it instead'
  return `Only a running ${noun} can be rebooted; ${isNow(vm)}`
}
const destroyable: Rule = (vm) => {
  if (vm.state === 'Destroyed' || vm.state === 'Expunging') return 'It is already being destroyed'
  return passing.has(vm.state) ? `Wait until it has settled: it is ${vm.state}` : undefined
}
const networked: Rule = (vm, noun) =>
  vm.vpcid === undefined && vm.guestnetworkid === undefined ? `This ${noun} serves no network` : undefined
const checkable: Rule = (vm, noun) =>
  vm.state === 'Running' ? undefined : `Only a running ${noun} can be checked; ${isNow(vm)}`
const diagnosable: Rule = (vm, noun) =>
  vm.state === 'Running' ? undefined : `Only a running ${noun} can be diagnosed; ${isNow(vm)}`
/** Hypervisors whose system VMs move to another storage while they are stopped. §4.5 */
const copied = new Set(['KVM', 'VMware', 'Simulator'])
const movable: Rule = (vm, noun) => {
  if (vm.state === 'Running') return vm.hostcontrolstate === 'Offline' ? 'Its host is offline' : undefined
  if (vm.state !== 'Stopped') return `Only a running or a stopped ${noun} can be moved; ${isNow(vm)}`
  return vm.hypervisor === undefined || copied.has(vm.hypervisor)
    ? undefined
    : `On ${vm.hypervisor} a stopped one keeps its storage: start it to move it`
}
const scalable: Rule = (vm, noun) =>
  vm.state === 'Running' || vm.state === 'Stopped'
    ? undefined
    : `Only a running or a stopped ${noun} changes its offering; ${isNow(vm)}`
const resizable: Rule = (vm) => {
  if (vm.vpcid !== undefined) return 'A VPC’s routers take their size from the VPC offering, and that never changes'
  return vm.guestnetworkid === undefined ? 'It serves no network' : undefined
}
const patchable: Rule = (vm, noun) =>
  vm.state === 'Running' ? undefined : `Only a running ${noun} can be patched; ${isNow(vm)}`
const viewable: Rule = (vm, noun) => {
  if (['Stopped', 'Restoring', 'Error', 'Destroyed', 'Expunging'].includes(vm.state))
    return `Only a ${noun} that is up has a console; ${isNow(vm)}`
  return vm.hostcontrolstate === 'Offline' ? 'Its host is offline' : undefined
}
const agentUp: Rule = ({ agentstate }) => {
  if (agentstate === 'Up') return undefined
  return agentstate === undefined ? 'No agent has ever reported from it' : `Its agent must be Up; it is ${agentstate}`
}
const always: Rule = () => undefined

type Rules = Readonly<Partial<Record<Verb, Rule>>>

/** Sections are those of the CloudStack reference; files are recordings of a 4.22 server. */
const rules: Record<VmKind, Rules> = {
  router: {
    start: startable, // §4.2 startRouter: Stopped ok, Running no-op, else 530
    stop: stoppable, // §4.2 stop: Running ok, Stopped no-op (stopRouter.already-stopped), passing states refused
    'force-stop': forceStoppable, // §4.2 stop: passing states "forced ok"
    reboot: rebootable, // §3.3 "Running only"; rebootRouter.stopped: the job fails with 530
    'force-reboot': rebootable, // §3.3: same precondition
    destroy: destroyable, // §4.2 destroyRouter: Stopped, Running, Error ok; passing states may fail
    'restart-network': networked, // §3.3 restartNetwork, restartVPC: the network's state counts, not the router's
    'health-checks': checkable, // §5.1: fetched "for each Running router"
    'run-diagnostics': diagnosable, // §4.2; runDiagnostics.stopped: the job fails with 530, no host is known
    'get-diagnostics': diagnosable, // §4.2: the same
    migrate: movable, // §4.2, §4.5: to a host while it runs, to another storage while it is stopped (some hypervisors)
    scale: scalable, // §4.2 scaleSystemVm; scaleSystemVm.running, .stopped
    'resize-network': resizable, // §3.3 updateNetwork: isolated networks, not tiers
    console: viewable, // §4.2 createConsoleEndpoint, §3.2 show rules; createConsoleEndpoint.stopped
    comment: always, // addAnnotation
  },
  'system-vm': {
    start: startable, // §3.2 startSystemVm: only Stopped is started, Running returned unchanged
    stop: stoppable, // §3.2 stopSystemVm; a stopped one is started again by the capacity scan
    'force-stop': forceStoppable, // §3.2 stopSystemVm forced: marked Stopped even if the agent is unreachable
    reboot: rebootable, // §4.2 rebootSystemVm: of a stopped one it starts it, which is what `start` says plainly
    'force-reboot': rebootable, // §3.2 rebootSystemVm forced: stop and start
    destroy: destroyable, // §4.2 destroySystemVm
    'run-diagnostics': diagnosable, // §4.2; runDiagnostics.stopped: the job fails with 530, no host is known
    'get-diagnostics': diagnosable, // §4.2: the same
    migrate: movable, // §4.2, §4.5
    scale: scalable, // §4.2 scaleSystemVm
    patch: patchable, // §4.2 patchSystemVm: 530 unless Running
    'provision-certificate': agentUp, // §8.2 provisionCertificate: it is told to the agent
    console: viewable, // §3.2 show rules
    comment: always, // addAnnotation
  },
  'internal-lb': {
    start: startable, // startInternalLoadBalancerVM
    stop: stoppable, // stopInternalLoadBalancerVM
    'force-stop': forceStoppable, // §4.2 stop
    'restart-network': networked, // §3.3 restartNetwork, restartVPC
    migrate: movable, // §4.2, §4.5
    console: viewable, // §4.2 createConsoleEndpoint
    comment: always, // addAnnotation
  },
  instance: {
    start: startable, // §4.1 Stopped → Starting
    stop: stoppable, // §4.1 Running → Stopping
    'force-stop': forceStoppable, // §4.2 stop
    reboot: rebootable, // §4.1: only from Running
    'force-reboot': rebootable, // §4.1
    console: viewable, // §4.2 createConsoleEndpoint; tenant.createConsoleEndpoint
    comment: always, // addAnnotation
  },
}

/**
 * Whether this role may do this to this object now: `true`, or the reason why not, to be shown on the disabled control.
 *
 * @param apis names the role may call (`features.apis` of the session)
 */
export function can(verb: Verb, kind: VmKind, object: VmObject, apis: ReadonlySet<string>): true | string {
  const command = commandOf(verb, kind, object)
  const rule = rules[kind][verb]
  if (command === undefined || rule === undefined) return absent(verb, kind)
  if (!apis.has(command)) return `Your role may not call ${command}`
  // §7.1: "Permission denied" to all but root admins for anything but instances, whatever `listApis` says; the roles
  // that are root admins are those that see system VMs (recorded: salesadmin.listApis.names, salesadmin.listSystemVms).
  if (verb === 'console' && kind !== 'instance' && !apis.has('listSystemVms'))
    return `Only a root admin may open the console of ${withArticle(nouns[kind])}`
  return rule(object, nouns[kind]) ?? true
}

const verbs: Record<Verb, string> = {
  start: 'start',
  stop: 'stop',
  'force-stop': 'stop',
  reboot: 'reboot',
  'force-reboot': 'reboot',
  destroy: 'destroy',
  'restart-network': 'restart the network of',
  'health-checks': 'check the health of',
  migrate: 'move',
  scale: 'change the offering of',
  'resize-network': 'change the network offering of',
  patch: 'patch',
  console: 'open a console of',
  'provision-certificate': 'renew the agent certificate of',
  comment: 'comment on',
  'run-diagnostics': 'run diagnostics on',
  'get-diagnostics': 'get diagnostics of',
}

function absent(verb: Verb, kind: VmKind): string {
  if (kind === 'instance' && verb === 'destroy') return 'Instances are not destroyed from here'
  return `CloudStack has no command to ${verbs[verb]} ${withArticle(nouns[kind])}`
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
