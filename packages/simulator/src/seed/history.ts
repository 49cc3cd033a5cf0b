import type { Event, Router } from '@stratoview/api-client'
import { alert, emit, type EventOptions, type Subject } from '../event.ts'
import type { World } from '../world.ts'

const minute = 60_000
const hour = 60 * minute

/** Events and alerts of the last hours, in the words recorded: listEvents, .router, .systemvm, .page2, listAlerts. */
export function seedHistory(world: World): void {
  const past = new Past(world)
  logins(past)
  everyday(world, past)
  for (const router of world.tables.routers) failingChecks(past, router)
  pairs(world, past)
  agents(world, past)
  maintenance(world, past)
  past.sort()
}

/** Tells what happened a while ago. */
class Past {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  event(ago: number, options: EventOptions): Event {
    const event = emit(this.#world, options)
    event.created = this.#world.date(ago)
    return event
  }

  /** An action from its acceptance to its end, `took` ms later. */
  action(
    ago: number,
    took: number,
    about: Omit<EventOptions, 'state' | 'description'>,
    texts: readonly string[],
  ): void {
    const [scheduled = '', started = '', completed = ''] = texts
    const { level, ...common } = about
    const first = this.event(ago, { ...common, state: 'Scheduled', description: scheduled })
    const parentid = first.id
    this.event(ago - 500, { ...common, state: 'Started', description: started, parentid })
    this.event(ago - took, { ...common, level, state: 'Completed', description: completed, parentid })
  }

  alert(ago: number, type: number, name: string, description: string): void {
    alert(this.#world, type, name, description)
    const row = this.#world.tables.alerts.at(-1)
    if (row) row.sent = this.#world.date(ago)
  }

  /** Oldest first, as every table is. */
  sort(): void {
    const { events, alerts } = this.#world.tables
    events.sort((a, b) => (a.created < b.created ? -1 : Number(a.created > b.created)))
    alerts.sort((a, b) => (a.sent < b.sent ? -1 : Number(a.sent > b.sent)))
  }
}

function logins(past: Past): void {
  for (const [ago, username, address] of [
    [5.2 * hour, 'admin', '192.0.2.17'],
    [3.4 * hour, 'auditor', '192.0.2.44'],
    [1.1 * hour, 'tenant', '198.51.100.201'],
    [26 * minute, 'admin', '192.0.2.17'],
  ] as const) {
    const description = `user has logged in from IP Address /${address}`
    past.event(ago, { username, type: 'USER.LOGIN', state: 'Completed', description })
  }
  past.event(2.9 * hour, {
    username: 'auditor',
    type: 'USER.LOGOUT',
    state: 'Completed',
    description: 'user has logged out',
  })
}

const about = (router: Router): Subject => ({
  type: 'DomainRouter',
  id: router.id,
  name: router.name,
  account: router.account,
  domainid: router.domainid,
})

/** Reboots, new networks and instances: what an ordinary morning leaves behind. */
function everyday(world: World, past: Past): void {
  const { routers, networks, instances, systemVms } = world.tables
  for (const [index, name] of ['r-611-VM', 'r-826-VM', 'r-684-VM', 'r-713-VM'].entries()) {
    const router = routers.find((row) => row.name === name)
    if (!router) continue
    const options = { username: index === 3 ? 'system' : 'admin', type: 'ROUTER.REBOOT', subject: about(router) }
    past.action((0.7 + index * 1.3) * hour, 42_000, options, [
      `rebooting router: ${router.id}`,
      `Rebooting router Vm. Router Id: ${router.id}`,
      `Successfully completed rebooting router Vm. Router Id: ${router.id}`,
    ])
  }
  for (const [index, vm] of instances.slice(-6).entries()) {
    const subject = { type: 'VirtualMachine', id: vm.id, name: vm.name, account: vm.account, domainid: vm.domainid }
    past.action(
      (0.4 + index * 0.8) * hour,
      3 * minute,
      { username: vm.username ?? 'admin', type: 'VM.CREATE', subject },
      [
        `starting Vm. Vm Id: ${vm.id}`,
        `Deploying Vm. Vm Id: ${vm.id}`,
        `Successfully completed deploying Vm. Vm Id: ${vm.id}`,
      ],
    )
  }
  const fresh = networks.find((network) => network.name === 'net-sandbox-7')
  if (fresh) {
    const { id, name, account, domainid } = fresh
    const description = 'Successfully completed creating network. Network Id: 265'
    const subject = { type: 'Network', id, name, account, domainid }
    past.event(2 * minute, { username: 'helios', type: 'NETWORK.CREATE', state: 'Completed', description, subject })
  }
  past.alert(19.9 * hour, 14, 'ALERT.MANAGEMENT', 'Management server node 10.20.1.2 is up')
  for (const vm of systemVms.filter((row) => row.agentstate === 'Up').slice(0, 2)) {
    const where = `public IP [${vm.publicip}], private IP [${vm.privateip}].`
    if (vm.systemvmtype === 'consoleproxy') {
      past.alert(
        19.8 * hour,
        10,
        'ALERT.SERVICE.CONSOLEPROXY',
        `Console proxy up in zone [${vm.zonename}], proxy [${vm.name}], ${where}`,
      )
    } else {
      past.alert(
        19.8 * hour,
        19,
        'ALERT.SERVICE.SSVM',
        `Secondary Storage Vm is up in zone [${vm.zonename}], secStorageVm [${vm.name}], ${where}`,
      )
    }
  }
}

/** A failing router raises an event and an alert at every fetch; here, now and then in the last hour. */
function failingChecks(past: Past, router: Router): void {
  const failing = (router.healthcheckresults ?? []).filter((result) => result.status === 'FAILED')
  if (failing.length === 0 || router.state !== 'Running') return
  const who = `${router.name} / ${router.id}`
  const description = `Router ${who} has failing checks: ${failing.map((result) => result.checkname).join(', ')}`
  const since = router.name === 'r-1042-VM' ? 56 : failing[0]?.checkname === 'connectivity.test' ? 4 : 34
  const { id, name } = router
  for (let ago = since; ago > 0; ago -= 10) {
    const subject = { type: 'DomainRouter', id, name }
    past.event(ago * minute, {
      username: 'system',
      type: 'ROUTER.HEALTH.CHECKS',
      state: 'Completed',
      description,
      subject,
    })
  }
  for (let ago = since; ago > 0; ago -= 30) {
    past.alert(
      ago * minute,
      9,
      'ALERT.SERVICE.DOMAINROUTER',
      `Health checks failed: ${failing.length} failing checks on router ${who}`,
    )
  }
}

/** Reference §4.3: two routers that both lead raise an alert; two that both follow raise none. */
function pairs(world: World, past: Past): void {
  const [first, second] = world.tables.routers.filter((row) => world.troubles.get(row.id) === 'both-primary')
  if (!first || !second) return
  const said = `More than one redundant virtual router is in PRIMARY state! Router ${first.name} and router ${second.name}`
  past.alert(14 * minute, 9, 'ALERT.SERVICE.DOMAINROUTER', said)
}

function agents(world: World, past: Past): void {
  for (const vm of world.tables.systemVms.filter((row) => row.agentstate === 'Disconnected')) {
    const where = `zone [${vm.zonename}], proxy [${vm.name}], public IP [${vm.publicip}], private IP [${vm.privateip}].`
    past.alert(38 * minute, 10, 'ALERT.SERVICE.CONSOLEPROXY', `Console proxy is down in ${where}`)
  }
}

/** Recorded: a migration that fails (listEvents.page2). The host was told to empty itself. */
function maintenance(world: World, past: Past): void {
  const host = world.tables.hosts.find((row) => world.troubles.get(row.id) === 'host-in-maintenance')
  if (!host) return
  const subject = { type: 'Host', id: host.id, name: host.name }
  past.action(17 * minute, 90_000, { username: 'admin', type: 'MAINT.PREPARE', subject }, [
    `preparing host: ${host.id} for maintenance`,
    'Preparing for maintenance',
    'Successfully completed preparing for maintenance',
  ])
  const stuck = world.tables.routers.find((row) => row.name === 'r-712-VM')
  if (!stuck) return
  const moved = {
    type: 'VirtualMachine',
    id: stuck.id,
    name: stuck.name,
    account: stuck.account,
    domainid: stuck.domainid,
  }
  past.action(16 * minute, 30_000, { username: 'admin', type: 'VM.MIGRATE', level: 'ERROR', subject: moved }, [
    `Attempting to migrate VM Id: ${stuck.id} to host Id: ${world.tables.hosts[7]?.id}`,
    'Migrating VM. VM Id: 712 to host Id: 8',
    'Error while migrating VM. VM Id: 712 to host Id: 8',
  ])
}
