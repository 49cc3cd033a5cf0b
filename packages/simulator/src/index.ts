import { ApiError, unauthorized } from './api-error.ts'
import { callerOf, login, logout, worldNameOf } from './auth/login.ts'
import { requireCode, Sessions } from './auth/sessions.ts'
import { checkSignature } from './auth/signature.ts'
import { twoFactor } from './auth/two-factor.ts'
import { consoleControl, type ConsoleControl } from './cpvm/control.ts'
import {
  openConsole,
  type ConsoleOpened,
  type ConsolePeer,
  type ConsoleRequest,
  type Dial,
  type Listening,
} from './cpvm/index.ts'
import { serve } from './diagnostics/bundles.ts'
import { dispatch } from './dispatch.ts'
import { errorReply, respond, textResponse, type Reply } from './envelope.ts'
import { befall, type Fault } from './fault.ts'
import { shownAt } from './lifecycle/keystore.ts'
import { param, parse, type Incoming } from './request.ts'
import { slowness } from './slow.ts'
import { setTrouble, type TroubleName } from './trouble.ts'
import { Worlds, type Place } from './worlds.ts'
import type { World } from './world.ts'

export interface SimulatorOptions {
  /** Epoch ms at which worlds begin; 2026-11-23T09:00Z when absent. */
  epoch?: number
  /** Routers in a world; the demo's own number when absent. */
  routers?: number
  /** How many worlds are kept at most; 300 when absent. */
  worlds?: number
  /** Where the console proxies' port is; each proxy's own public address when absent. Asked at each endpoint. */
  listening?: () => Listening | undefined
  /** Connects the console proxies to real VNC servers, for worlds whose trait `vnc` names one. */
  dial?: Dial
}

export interface Simulator {
  /** A management server: answers `/client/api` whatever the origin; and its storage VMs, at `/userdata/`. */
  fetch: (request: Request) => Promise<Response>
  /** The console proxies: an upgrade of a WebSocket, message by message (cpvm/index.ts). */
  console: { open: (request: ConsoleRequest, peer: ConsolePeer) => ConsoleOpened }
  /**
   * What a TLS client finds at a port of a system VM's public address, in the world of a session key: `undefined` when
   * nothing answers, `[]` when what answers speaks no TLS, else its chain in PEM, the server's own first.
   */
  shownAt: (sessionkey: string, address: string, port: number) => readonly string[] | undefined
  control: {
    /** A world by what follows `+` in the login name; `''` is the demo world. */
    world: (name?: string) => World
    /** Moves one world's clock, or every world's. */
    advance: (ms: number, name?: string) => void
    fault: (name: string, fault: Fault) => void
    clearFaults: (name: string) => void
    /** Gives the VM or host of that name a trouble (trouble.ts), or takes it away. */
    trouble: (name: string, of: string, is: TroubleName | null) => void
    /** How a world's console proxies behave, whom they serve and what is on the screens. */
    console: (name?: string) => ConsoleControl
    /** Starts every world's management server again. */
    restart: () => void
  }
}

/** Worlds are made when somebody first signs in to them; nothing runs but in `fetch`, in a console's calls and in `advance`. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const sessions = new Sessions()
  const worlds = new Worlds(options, (name) => sessions.closeAllOf(name))

  /** Who asks and where, before anything is done. */
  async function enter(incoming: Incoming, command: string): Promise<{ place: Place; userid: string }> {
    const apikey = param(incoming, 'apikey')
    if (apikey !== undefined) {
      worlds.get('')
      const world = worlds.holding(apikey)
      const key = world?.keys.get(apikey)
      if (!world || !key) throw unauthorized()
      await checkSignature(incoming, key.secretkey, world.clock.now)
      return { place: worlds.get(world.name), userid: key.userid }
    }
    const session = sessions.check(incoming, (name) => worlds.get(name).world.clock.now)
    const place = worlds.get(session.world)
    requireCode(sessions, session, command)
    return { place, userid: session.userid }
  }

  /** The world of a request, known even where it is refused: the answer's `Date` is that world's. */
  const worldOf = (incoming: Incoming): World =>
    worlds.holding(param(incoming, 'apikey') ?? '') ?? worlds.get(sessions.of(incoming)?.world ?? '').world

  async function answer(incoming: Incoming, command: string, origin: string): Promise<Response> {
    if (command === 'login') return signIn(incoming)
    let { now } = worldOf(incoming).clock
    try {
      if (command === 'logout') return respond(logout(sessions, sessions.of(incoming)), now)
      const { place, userid } = await enter(incoming, command)
      const { world } = place
      const fault = place.faults.take(command)
      if (fault?.kind === 'drop-session') {
        const session = sessions.of(incoming)
        if (session) sessions.close(session)
        throw unauthorized()
      }
      const broken = fault && (await befall(fault, command, world))
      if (broken) return broken
      const slow = slowness(world, command, incoming)
      if (slow > 0) await world.clock.delay(slow)
      const caller = callerOf(world, userid)
      if (!caller) throw unauthorized()
      const reply: Reply =
        twoFactor(world, sessions, incoming, command, caller) ??
        dispatch(command, incoming.params, { world, caller, origin, listening: options.listening?.() })
      now = world.clock.now
      return respond(reply, now)
    } catch (error) {
      if (error instanceof ApiError) return respond(errorReply(command, error), now)
      throw error
    }
  }

  async function signIn(incoming: Incoming): Promise<Response> {
    const { world, faults } = worlds.get(worldNameOf(param(incoming, 'username') ?? '').world)
    const now = world.clock.now
    if (incoming.method !== 'POST') {
      return textResponse(405, 'Please use HTTP POST to authenticate using this API', now)
    }
    const fault = faults.take('login')
    const broken = fault && (await befall(fault, 'login', world))
    if (broken) return broken
    try {
      return respond(login(world, sessions, incoming), now)
    } catch (error) {
      if (error instanceof ApiError) return respond(errorReply('login', error), now)
      throw error
    }
  }

  async function fetch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.pathname.startsWith('/userdata/')) return serve(worlds.all(), url.pathname)
    if (url.pathname !== '/client/api' && url.pathname !== '/client/api/') {
      return new Response('Not Found', { status: 404, headers: { 'content-type': 'text/plain' } })
    }
    const incoming = await parse(request)
    const command = param(incoming, 'command')
    if (command === undefined) {
      const error = new ApiError(400, 'no command specified')
      return respond(errorReply('', error), worlds.get('').world.clock.now)
    }
    return answer(incoming, command, url.origin)
  }

  return {
    fetch,
    console: { open: (request, peer) => openConsole(worlds.all(), request, peer, options.dial) },
    shownAt: (sessionkey, address, port) => {
      const session = sessions.withKey(sessionkey)
      return session && shownAt(worlds.get(session.world).world, address, port)
    },
    control: {
      world: (name = '') => worlds.get(name).world,
      advance: (ms, name) => (name === undefined ? worlds.advance(ms) : worlds.get(name).world.clock.advance(ms)),
      fault: (name, fault) => worlds.get(name).faults.add(fault),
      trouble: (name, of, is) => setTrouble(worlds.get(name).world, of, is),
      clearFaults: (name) => worlds.get(name).faults.clear(),
      console: (name = '') => consoleControl(worlds.get(name).world),
      restart: () => {
        for (const world of worlds.all()) consoleControl(world).restart()
      },
    },
  }
}

export { demoKeys } from './worlds.ts'
export { troubleNames, type TroubleName } from './trouble.ts'
export { traitNames } from './cpvm/traits.ts'
export type { ConsoleControl } from './cpvm/control.ts'
export type {
  ConsoleConnection,
  ConsoleOpened,
  ConsolePeer,
  ConsoleRequest,
  ConsoleState,
  ConsoleTraits,
  Dial,
  Listening,
  Upstream,
  UpstreamEnd,
  VncAddress,
} from './cpvm/index.ts'
export type { Fault } from './fault.ts'
export type { Tables, World } from './world.ts'
