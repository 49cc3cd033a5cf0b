import type { ConsoleEndpoint, ConsoleSession, SystemVm } from '@stratoview/api-client'
import type { Caller } from '../auth/caller.ts'
import type { World } from '../world.ts'
import {
  endpointOf,
  notReady,
  plainAddress,
  readSettings,
  refuse,
  sessionRow,
  type Address,
  type Listening,
} from './endpoint.ts'
import { Screens } from './screens.ts'
import { defaultTraits, type ConsoleTraits } from './traits.ts'
import type { Viewer } from './viewer.ts'
import { findVm, type Vm } from './vm.ts'

/** A session that a management server has granted, as its token says. */
export interface Grant {
  vm: string
  proxy: string
  extra: string | undefined
  /** World clock, epoch ms. */
  created: number
  /** In the proxy's set of allowed sessions; the first connection takes it out. */
  allowed: boolean
  password: string
  row: ConsoleSession
}

/** Live viewers, and what was left behind. */
export interface ConsoleState {
  viewers: { vm: string; vmid: string; proxy: string; since: number }[]
  /** Handshakes that the client left unfinished, each a core of a console proxy busy for ever. */
  spinners: number
  /** Connections since the world began. */
  opened: number
}

interface Live {
  viewer: Viewer
  grant: Grant
  since: number
}

/** Tokens remembered at most. */
const kept = 5_000
/** How often a proxy tells the management server of its load, ms. */
const report = 5_000

/** The console proxies of one world: which sessions they may serve, whom they serve, and the screens behind them. */
export class Consoles {
  readonly #screens: Screens
  readonly #world: World
  readonly #grants = new Map<string, Grant>()
  readonly #live = new Set<Live>()
  readonly #sticky = new Map<string, string>()
  readonly #traits = new Map<string, Partial<ConsoleTraits>>()
  readonly #passwords = new Map<string, string>()
  /** Viewers by proxy as last reported. */
  readonly #reported = new Map<string, number>()
  /** Proxies that were up when last looked at. */
  readonly #serving = new Set<string>()
  /** Sessions over, but not yet reported. */
  readonly #over = new Set<ConsoleSession>()
  #settings: Address
  #spinners = 0
  #opened = 0
  #awake = false

  constructor(world: World) {
    this.#world = world
    this.#screens = new Screens(world, (vm) => this.traitsOf(vm).keyboard)
    this.#settings = { ...readSettings(world), ...plainAddress }
  }

  /** What is behind the proxies; looking at it sets their clocks going. */
  get screens(): Screens {
    this.#wake()
    return this.#screens
  }

  /** Sets traits for every VM, or for one over those. */
  set(traits: Partial<ConsoleTraits>, vm = ''): void {
    this.#traits.set(vm, { ...this.#traits.get(vm), ...traits })
  }

  clear(): void {
    this.#traits.clear()
  }

  traitsOf(vm?: Vm): ConsoleTraits {
    const own = vm && this.#traits.get(vm.row.id)
    const all: ConsoleTraits = { ...defaultTraits, ...this.#traits.get(''), ...own }
    const hypervisor = all.hypervisor ?? (vm?.row.hypervisor as ConsoleTraits['hypervisor'])
    return { ...all, hypervisor }
  }

  /** The management server was started again: settings that are not dynamic are read. */
  restarted(): void {
    this.#settings = readSettings(this.#world)
    const { domain, ssl } = this.#settings
    this.#world.consoleTls = ssl && domain !== ''
    const [server] = this.#world.tables.managementServers
    if (server) server.lastserverstart = this.#world.date()
  }

  state(): ConsoleState {
    const viewers = [...this.#live].map(({ grant, since }) => ({
      vm: String(grant.row.virtualmachinename),
      vmid: grant.vm,
      proxy: this.#world.find('systemVms', grant.proxy)?.name ?? '',
      since,
    }))
    return { viewers, spinners: this.#spinners, opened: this.#opened }
  }

  /** `createConsoleEndpoint`. */
  create(caller: Caller, vm: Vm, extra: string | undefined, listening: Listening | undefined): ConsoleEndpoint {
    const traits = this.traitsOf(vm)
    const refused = refuse(this.#world, caller, vm, traits)
    if (refused) return refused
    const proxy = this.#proxyFor(vm)
    if (!proxy || this.#world.troubles.get(vm.row.id) === 'refuses-consoles') return notReady()
    this.#wake()
    const row = sessionRow(this.#world, caller, vm)
    this.#world.tables.consoleSessions.push(row)
    const token = newToken(vm.row.name.length + (extra?.length ?? 0))
    this.#grants.set(token, {
      vm: vm.row.id,
      proxy: proxy.id,
      extra,
      created: this.#world.clock.now,
      // A proxy whose agent is away never hears of the session, and nobody looks whether it did.
      allowed: proxy.agentstate === undefined || proxy.agentstate === 'Up',
      password: traits.wrongPassword ? 'mistaken' : this.passwordOf(vm),
      row,
    })
    if (this.#grants.size > kept) for (const old of this.#grants.keys()) if (this.#grants.delete(old)) break
    return endpointOf(this.#world, { proxy, vm, token, extra, traits, settings: this.#settings, listening })
  }

  /** The first console of a world sets its proxies' clocks going. */
  #wake(): void {
    if (this.#awake) return
    this.#awake = true
    this.#world.clock.every(1_000, () => this.#tick())
    this.#world.clock.every(report, () => this.#report())
  }

  grant(token: string): Grant | undefined {
    return this.#grants.get(token)
  }

  vmOf(grant: Grant): Vm | undefined {
    return findVm(this.#world, grant.vm)
  }

  /** The VNC password the hypervisor gave a VM. */
  passwordOf(vm: Vm): string {
    const known = this.#passwords.get(vm.row.id) ?? newToken(0).replaceAll(/\W/g, '').slice(0, 8)
    this.#passwords.set(vm.row.id, known)
    return known
  }

  /** A viewer begins. Whoever watched this VM through the proxy before is dropped without a word. */
  enter(grant: Grant, viewer: Viewer, takeover: boolean, address: string): void {
    const before = [...this.#live].filter((one) => one.grant.vm === grant.vm)
    this.#opened += 1
    this.#live.add({ viewer, grant, since: this.#world.clock.now })
    Object.assign(grant.row, { acquired: this.#world.date(), clientaddress: address })
    if (!takeover) return
    for (const { viewer } of before) viewer.drop()
    for (const row of this.#world.tables.consoleSessions) {
      const same = row.virtualmachineid === grant.vm && row !== grant.row
      if (same && row.acquired !== undefined && row.removed === undefined) this.#over.add(row)
    }
  }

  /** A viewer's session is over; its socket may still be there (`frozen`). */
  leave(viewer: Viewer, unfinished: boolean): void {
    if (unfinished) this.#spinners += 1
    for (const one of this.#live) {
      if (one.viewer !== viewer) continue
      this.#over.add(one.grant.row)
      if (!viewer.open) this.#live.delete(one)
    }
  }

  #proxyFor(vm: Vm): SystemVm | undefined {
    const usable = (row: SystemVm) =>
      row.systemvmtype === 'consoleproxy' &&
      row.zoneid === vm.row.zoneid &&
      row.state === 'Running' &&
      this.#world.troubles.get(row.id) !== 'refuses-consoles'
    const candidates = this.#world.tables.systemVms.filter(usable)
    const known = candidates.find((row) => row.id === this.#sticky.get(vm.row.id))
    const load = (row: SystemVm) => row.activeviewersessions ?? 0
    const chosen = known ?? candidates.toSorted((a, b) => load(a) - load(b))[0]
    if (chosen) this.#sticky.set(vm.row.id, chosen.id)
    return chosen
  }

  #tick(): void {
    this.#screens.follow()
    for (const proxy of this.#world.tables.systemVms) {
      const lives = proxy.state === 'Running' && (proxy.agentstate === undefined || proxy.agentstate === 'Up')
      // A proxy that stopped or starts again has forgotten whom it may serve. One that only lost its agent goes on.
      if (!lives && this.#serving.delete(proxy.id)) this.#forget(proxy.id)
      if (lives) this.#serving.add(proxy.id)
    }
    for (const { viewer } of this.#live) viewer.inspect()
  }

  #forget(proxy: string): void {
    for (const grant of this.#grants.values()) if (grant.proxy === proxy) grant.allowed = false
    for (const { viewer, grant } of this.#live) if (grant.proxy === proxy) viewer.drop()
  }

  /** What the proxies tell every five seconds: how many viewers, and which sessions are over. */
  #report(): void {
    for (const row of this.#over) row.removed ??= this.#world.date()
    const pretended = [...this.#over].filter((row) => ![...this.#grants.values()].some((grant) => grant.row === row))
    this.#over.clear()
    for (const proxy of this.#world.tables.systemVms) {
      if (proxy.systemvmtype !== 'consoleproxy') continue
      const now = [...this.#live].filter(({ grant }) => grant.proxy === proxy.id && !grant.row.removed).length
      const ended = pretended.filter((row) => this.#sticky.get(row.virtualmachineid ?? '') === proxy.id).length
      const change = now - (this.#reported.get(proxy.id) ?? 0) - ended
      this.#reported.set(proxy.id, now)
      if (change !== 0) proxy.activeviewersessions = Math.max(0, (proxy.activeviewersessions ?? 0) + change)
    }
  }
}

/** What a token looks like: the ciphertext of a session in standard base64, some 390 bytes. Nobody can guess it. */
function newToken(length: number): string {
  const random = crypto.getRandomValues(new Uint8Array(390 + length))
  return btoa(String.fromCodePoint(...random))
}
