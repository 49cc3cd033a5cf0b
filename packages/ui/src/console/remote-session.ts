import type RFB from '@novnc/novnc'
import { Channel } from './channel.ts'
import { strokesOf, modifiers, type Combination, type Modifier } from './keys.ts'
import { loadViewer } from './load-viewer.ts'
import { step, type Refusal, type ScreenEvent, type Way } from './machine.ts'
import { initial, isLive, type Phase, type ScreenState } from './phase.ts'
import { Picture, type Scale } from './picture.ts'

/** What comes beside the picture, once read. */
export type Word =
  | { type: 'state'; state: 'connecting' | 'greeting' }
  | { type: 'state'; state: 'connected'; name: string; secure: boolean }
  | { type: 'silence'; waiting: boolean }
  | { type: 'latency'; browser?: number; hypervisor?: number }
  | { type: 'closing'; code: number; why: string; reason: string; again: boolean; by?: string }

/** Milliseconds to and fro, each half of the way. */
export interface Latency {
  browser?: number
  hypervisor?: number
}

/** Everything a page draws; a new object after each change. */
export interface SessionView extends ScreenState {
  /** as the screen's own side calls it */
  name?: string
  latency: Latency
  /** the keyboard goes to the machine */
  focused: boolean
  /** modifiers held down for the machine */
  held: readonly Modifier[]
  /** pixels of the screen; undefined before the first picture */
  size?: { width: number; height: number }
  scale: Scale
  /** nothing is typed or clicked, by the user's wish or because it was opened so */
  watching: boolean
}

export interface SessionOptions {
  /** Asks for a way in. Rejects with a `ScreenRefusal`. */
  open(ask: { takeover: boolean; viewOnly: boolean; replaces: string | undefined }): Promise<Way>
  read(text: string): Word
  /** Why it was closed, when nothing was said before the close frame. */
  explain(code: number, reason: string): { why: string; text: string; again: boolean }
  scale?: Scale
  load?: () => Promise<typeof RFB>
  connect?: (url: string) => WebSocket
  now?: () => number
  dice?: () => number
}

export class ScreenRefusal extends Error {
  readonly how: Refusal
  constructor(how: Refusal, text: string) {
    super(text)
    this.how = how
  }
}

/** Longer than the relay's own time for both handshakes. */
const connectPatience = 25_000

/**
 * One screen of one machine, from the first question to `close()`, whatever shows it meanwhile: its picture is an element
 * that moves between places of the page without a new connection.
 */
export class RemoteSession {
  readonly picture: Picture
  readonly #options: SessionOptions
  readonly #listeners = new Set<() => void>()
  #view: SessionView
  #said: { name?: string; secure: boolean; closing?: Word & { type: 'closing' } } = { secure: false }
  #timer: ReturnType<typeof setTimeout> | undefined
  #turn = 0
  #over = false

  constructor(options: SessionOptions) {
    this.#options = options
    const { scale = 'fit' } = options
    this.#view = { ...initial, latency: {}, focused: false, held: [], scale, watching: false }
    this.picture = new Picture({
      connected: () => this.#send({ type: 'connected', at: this.#now(), secure: this.#said.secure }),
      focused: (focused) => this.#set({ focused }),
      resized: (size) => this.#set({ size }),
    })
    this.picture.scale = scale
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly view = (): SessionView => this.#view

  /** Goes for it; `takeover` throws out whoever is there. `replaces` is a session of ours that this one takes over from. */
  open(how: { takeover?: boolean; viewOnly?: boolean; replaces?: string } = {}): void {
    this.#send({ type: 'open', ...how })
  }

  /** The machine was seen in this state. */
  running(): void {
    this.#send({ type: 'running' })
  }
  stopped(text: string): void {
    this.#send({ type: 'stopped', text, at: this.#now() })
  }

  /** Done here; the element and the last picture stay. */
  leave(text: string): void {
    this.#send({ type: 'left', text, at: this.#now() })
  }

  /** The end of it: nothing is left running. */
  close(): void {
    this.#over = true
    this.#turn += 1
    clearTimeout(this.#timer)
    this.picture.end()
    this.picture.element.remove()
    this.#listeners.clear()
  }

  /** What is done to the machine by itself is undone when it is only watched. */
  watch(watching: boolean): void {
    this.#release()
    this.#set({ watching })
    if (this.#view.viewOnly && !watching) return this.open({ viewOnly: false })
    this.picture.watching = watching
  }

  fit(scale: Scale): void {
    this.picture.scale = scale
    this.#set({ scale })
  }

  press(combination: Combination): void {
    for (const { keysym, code, down } of strokesOf(combination)) this.key(keysym, code, down)
  }

  /** One key event. @returns false when nobody is there to take it */
  key(keysym: number, code: string, down: boolean): boolean {
    return isLive(this.#view.phase) && !this.#view.watching && this.picture.key(keysym, code, down)
  }

  /** Keeps a modifier down until it is let go. */
  hold(modifier: Modifier, down: boolean): void {
    const { keysym, code } = modifiers[modifier]
    if (!this.key(keysym, code, down)) return
    const others = this.#view.held.filter((one) => one !== modifier)
    this.#set({ held: down ? [...others, modifier] : others })
  }

  #release(): void {
    for (const modifier of this.#view.held) this.hold(modifier, false)
  }

  #send(event: ScreenEvent): void {
    if (this.#over) return
    const { phase } = this.#view
    const next = step(this.#view, event)
    this.#set({ ...next, ...(isLive(next.phase) ? {} : { held: [], focused: false }) })
    if (next.phase !== phase) this.#enter(next.phase)
  }

  #set(change: Partial<SessionView>): void {
    if (this.#over) return
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }

  #enter(phase: Phase): void {
    if (phase.at === 'connecting' && phase.step !== 'viewer') return
    clearTimeout(this.#timer)
    if (isLive(phase)) return
    const turn = (this.#turn += 1)
    this.picture.end()
    if (phase.at === 'asking') void this.#ask(phase.takeover, turn)
    if (phase.at === 'connecting') void this.#connect(phase.url, turn)
    if (phase.at === 'lost' && phase.delay !== undefined) this.#after(phase.delay, { type: 'due' })
  }

  #after(ms: number, event: ScreenEvent): void {
    this.#timer = setTimeout(() => this.#send(event), ms)
  }

  async #ask(takeover: boolean, turn: number): Promise<void> {
    const { id, watching, viewOnly } = this.#view
    try {
      const way = await this.#options.open({ takeover, viewOnly: viewOnly || watching, replaces: id })
      if (turn === this.#turn) this.#send({ type: 'answered', way })
    } catch (error) {
      if (!(error instanceof ScreenRefusal)) throw error
      const { how, message: text } = error
      if (turn === this.#turn) this.#send({ type: 'refused', how, text, ...this.#mark() })
    }
  }

  async #connect(url: string, turn: number): Promise<void> {
    const { load = loadViewer, connect = (to) => new WebSocket(to, ['binary']) } = this.#options
    const Viewer = await load().catch((error: unknown) => String(error instanceof Error ? error.message : error))
    if (turn !== this.#turn) return
    if (typeof Viewer === 'string') return this.#send({ type: 'viewer-missing', text: Viewer, at: this.#now() })
    this.#said = { secure: false }
    const late = { why: 'late', text: 'The console did not open within 25 s.', again: true }
    this.#after(connectPatience, { type: 'closed', ...late, ...this.#mark() })
    const current = () => turn === this.#turn
    const channel = new Channel(connect(url), {
      word: (text) => current() && this.#hear(this.#options.read(text)),
      closed: (code, reason) => current() && this.#closed(code, reason),
    })
    this.picture.begin(Viewer, channel)
    this.picture.watching = this.#view.watching || this.#view.viewOnly
    if (this.#view.viewOnly) this.#set({ watching: true })
  }

  #hear(word: Word): void {
    if (word.type === 'latency') {
      const { browser, hypervisor } = { ...this.#view.latency, ...word }
      return this.#set({ latency: { browser, hypervisor } })
    }
    if (word.type === 'silence') return this.#send(word)
    if (word.type === 'closing') this.#said.closing = word
    else if (word.state === 'connected') {
      this.#said = { name: word.name, secure: word.secure }
      this.#set({ name: word.name })
    } else this.#send({ type: 'greeting' })
  }

  #closed(code: number, reason: string): void {
    const { closing } = this.#said
    const told = closing && { why: closing.why, text: closing.reason, again: closing.again, by: closing.by }
    this.#send({ type: 'closed', ...(told ?? this.#options.explain(code, reason)), ...this.#mark() })
  }

  #mark() {
    return { at: this.#now(), dice: (this.#options.dice ?? Math.random)() }
  }
  #now(): number {
    return (this.#options.now ?? Date.now)()
  }
}
