import type { Session } from '../session.ts'
import { checkConsole, type ConsoleCheck } from './check.ts'
import { closings, reasonOf, sentenceOf, type Cause } from './closings.ts'
import type { Desk } from './desk.ts'
import { explain } from './explain.ts'
import { instancesOf } from './lookup.ts'
import { openConsole, type ConsoleAnswer, type ConsoleRequest } from './opening.ts'
import { Relay } from './relay.ts'
import type { Room } from './rooms.ts'
import { nameOf, ownerOf, type Seat } from './seat.ts'
import type { Socket } from './socket.ts'
import type { Ticket } from './tickets.ts'
import type { ConsoleElsewhere } from './uses.ts'

/** How long another session on the same VM may take to leave the proxy in good order, ms. */
const patience = 3_000
/** Instances asked about at once, in a URL. */
const mostAsked = 100

/** All that concerns consoles, for the routes and the server. */
export class Consoles {
  readonly #desk: Desk
  #stopping = false

  constructor(desk: Desk) {
    this.#desk = desk
  }

  open(session: Session, request: ConsoleRequest): Promise<ConsoleAnswer> {
    return openConsole(this.#desk, session, request)
  }

  check(session: Session, virtualmachineid: string): Promise<ConsoleCheck> {
    return checkConsole(this.#desk, session, virtualmachineid)
  }

  /** A browser's socket with a ticket; whatever is wrong with it, it is closed with the reason. */
  attach(key: string, session: Session | undefined, browser: Socket, client: string): void {
    const found = this.#admit(key, session)
    if ('seat' in found) return this.#enter(found, browser, client)
    const { why } = found
    // The page learns from the close code what no HTTP answer to an upgrade would tell it.
    browser.close(closings[why].code, reasonOf(found))
    const { username, account, userid } = session?.user ?? {}
    const detail = { why, reason: sentenceOf(found), client, username, account, userid }
    this.#desk.log.warn({ audit: 'console-refused', ...detail }, 'console refused')
  }

  /** The live ones: all of them for who may see system VMs, else one's own and those on instances one may list. */
  async list(session: Session, apis: readonly string[], all: boolean): Promise<Room[]> {
    const rooms = this.#desk.rooms.live()
    if (all) return rooms
    const { userid } = session.user
    const others = rooms.filter(({ seat }) => seat.user.userid !== userid && seat.vm.kind === 'instance')
    const ids = others.slice(0, mostAsked).map(({ seat }) => seat.vm.id)
    const listed = await instancesOf(this.#desk.cloudstack, session, apis, ids)
    return rooms.filter(
      (room) => room.seat.user.userid === userid || (others.includes(room) && listed.has(room.seat.vm.id)),
    )
  }

  /** Who else has a screen open, as far as CloudStack tells this role. `listed`: what the caller sees of ours. */
  elsewhere(
    session: Session,
    apis: readonly string[],
    listed: readonly Room[],
  ): Promise<ConsoleElsewhere[] | undefined> {
    const hidden = this.#desk.rooms.live().filter((room) => !listed.includes(room))
    return this.#desk.uses.elsewhere(session, apis, new Set(hidden.map(({ seat }) => seat.vm.id)))
  }

  /** Ends one; false when there is none, or it is another's and `all` is not given. */
  end(id: string, session: Session, all: boolean): boolean {
    const room = this.#desk.rooms.get(id)
    if (!room || (!all && room.seat.user.userid !== session.user.userid)) return false
    const { username } = session.user
    const mine = room.seat.user.userid === session.user.userid
    const text = mine ? 'You ended this console.' : `${username} ended this console.`
    room.relay.end({ why: 'ended', text, detail: `by ${username}` }, username)
    return true
  }

  /** A sign-in has ended, and with it what it could see. */
  signedOut(session: Session): void {
    const owner = ownerOf(session)
    this.#desk.tickets.drop(owner)
    this.#desk.rooms.end({ why: 'signed-out', text: 'You signed out.' }, ({ seat }) => seat.owner === owner)
  }

  /** Ends all and resolves when every proxy was left in good order, or the time is over. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#desk.tickets.drop()
    this.#desk.rooms.end({ why: 'stopping' })
    await this.#wait(this.#desk.rooms.empty(), 1_000)
  }

  #admit(key: string, session: Session | undefined): Ticket | Cause {
    if (!session) return { why: 'signed-out' }
    if (this.#stopping) return { why: 'stopping' }
    const ticket = this.#desk.tickets.take(key, ownerOf(session))
    if (!ticket) return { why: 'expired' }
    return this.#unwelcome(ticket) ?? ticket
  }

  #unwelcome({ seat, takeover, replaces }: Ticket): Cause | undefined {
    const live = this.#desk.rooms.live()
    const there = live.find((room) => room.seat.vm.id === seat.vm.id && !isReplaced(room, seat, replaces))
    if (there && !takeover) return { why: 'in-use', text: `${there.seat.user.username} opened this console meanwhile.` }
    const others = live.filter((room) => room.seat.vm.id !== seat.vm.id)
    const own = others.filter((room) => room.seat.user.userid === seat.user.userid).length
    const { perUser, inAll } = this.#desk.caps
    return own >= perUser || others.length >= inAll ? { why: 'too-many' } : undefined
  }

  #enter(ticket: Ticket, browser: Socket, client: string): void {
    const { clock, metrics, now, rooms, uses, longest } = this.#desk
    const { seat, target } = ticket
    const { promise: gone, resolve } = Promise.withResolvers<void>()
    const begun = clock.now()
    const { username } = seat.user
    const before = rooms.of(seat.vm.id)
    for (const room of before) {
      const mine = room.seat.user.userid === seat.user.userid
      const text = mine ? 'You opened this console in another place.' : `${username} opened this console.`
      room.relay.end({ why: 'taken-over', text }, username)
    }
    const room: Room = {
      seat,
      since: now(),
      proxy: { host: target.host },
      client,
      gone,
      relay: new Relay({
        browser,
        clock,
        connect: (to, listener) =>
          this.#desk.connect(to, {
            ...listener,
            opened: (socket, address) => {
              room.proxy.address = address
              uses.entered(seat)
              listener.opened(socket, address)
            },
          }),
        viewOnly: seat.viewOnly,
        explain: (cause) => this.#explain(seat, cause),
        ended: (cause) => this.#ended(room, cause),
        gone: () => {
          cancel()
          metrics.open.dec()
          resolve()
        },
        latency: (hop, ms) => metrics.latency.observe({ hop }, ms / 1000),
        greeted: () => metrics.greeting.observe((clock.now() - begun) / 1000),
      }),
    }
    const cancel = clock.after(longest, () => room.relay.end({ why: 'signed-out' }))
    metrics.open.inc()
    rooms.add(room)
    this.#audit('console-open', room, {})
    void this.#wait(Promise.all(before.map((other) => other.gone)), patience).then(() => room.relay.dial(target))
  }

  async #explain(seat: Seat, cause: Cause) {
    const otherwise = () => cause
    const told = explain(this.#desk, seat, cause).catch(otherwise)
    return (await this.#wait(told, patience)) ?? cause
  }

  #ended(room: Room, cause: Cause): void {
    const { metrics, now } = this.#desk
    const { down, up } = room.relay.traffic
    metrics.ended.inc({ why: cause.why })
    metrics.bytes.inc({ way: 'down' }, down)
    metrics.bytes.inc({ way: 'up' }, up)
    const seconds = Math.round((now() - room.since) / 100) / 10
    const { why, detail } = cause
    this.#audit('console-close', room, { why, reason: sentenceOf(cause), detail, down, up, seconds })
  }

  /** Who, what, why. Nothing here opens anything. */
  #audit(audit: string, { seat, client, proxy }: Room, more: object): void {
    const { id, vm, viewOnly, user } = seat
    const { username, account, domainid, userid } = user
    const who = { username, account, domainid, userid, client }
    const what = { vmid: vm.id, vm: nameOf(vm), kind: vm.kind, hypervisor: vm.hypervisor, viewOnly, proxy: proxy.host }
    this.#desk.log.info({ audit, console: id, ...who, ...what, ...more }, audit.replace('-', ' '))
  }

  /** Whichever comes first; the timer does not outlive it. */
  async #wait<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
    const { promise: late, resolve } = Promise.withResolvers<undefined>()
    const cancel = this.#desk.clock.after(ms, () => resolve(undefined))
    try {
      return await Promise.race([promise, late])
    } finally {
      cancel()
    }
  }
}

const isReplaced = ({ seat }: Room, by: Seat, replaces: string | undefined) =>
  seat.id === replaces && seat.owner === by.owner
