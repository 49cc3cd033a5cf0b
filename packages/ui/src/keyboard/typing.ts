import type { Key, Stroke } from './strokes.ts'

/** noVNC's `sendKey`: with a code a QEMU guest gets the place, without extended keys the keysym counts. */
export type SendKey = (keysym: number, code: string, down: boolean) => void

/** Calls once after so many ms, unless what it returns is called first. */
export interface Clock {
  after(ms: number, run: () => void): () => void
}

export const browserClock: Clock = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export interface Progress {
  state: 'ready' | 'typing' | 'done' | 'stopped' | 'failed'
  /** strokes sent, of `total` */
  typed: number
  total: number
}

export interface TypingOptions {
  strokes: readonly Stroke[]
  /** ms for each key, a held modifier and a dead key being one more; raised by `safePace` for long texts */
  pace: number
  sendKey: SendKey
  clock: Clock
  onProgress?(progress: Progress): void
}

export interface Typing {
  /** Once only; a second call does nothing. */
  start(): void
  /** Lets go of every held key and sends no more. */
  stop(): void
  progress(): Progress
}

interface Step {
  send: readonly Parameters<SendKey>[]
  /** share of the pace to wait afterwards */
  wait: number
  /** the guest has the character now */
  writes?: boolean
}

const modifiers = {
  shift: [0xffe1, 'ShiftLeft'],
  altgr: [0xfe03, 'AltRight'],
} as const

// QEMU plays each event for 10 ms (`key-delay-ms`) and drops what comes once 1,024 entries wait, three for an event.
// At 20 ms a key, which is two events, nothing ever piles up; a short text may be quicker because it fits.
const steadyPace = 20
const fewKeys = 200

const keysOf = (key: Key): number => 1 + Number(key.shift) + Number(key.altgr)

/** Keys that go down for these strokes, held ones and dead ones counted. */
const keysIn = (strokes: readonly Stroke[]): number =>
  strokes.reduce((sum, stroke) => sum + keysOf(stroke) + (stroke.dead ? keysOf(stroke.dead) : 0), 0)

/** ms a key: as asked for a short text, never so quick for a long one that the guest would lose keys. */
export function safePace(strokes: readonly Stroke[], pace: number): number {
  return keysIn(strokes) > fewKeys ? Math.max(pace, steadyPace) : pace
}

/** How long typing takes, in ms. */
export function typingTime(strokes: readonly Stroke[], pace: number): number {
  return keysIn(strokes) * safePace(strokes, pace)
}

/**
 * A key goes down and up at once: a timer that a hidden tab delays must not make the guest repeat it. Modifiers, which
 * do not repeat, are held around it for a while that a slow guest sees.
 */
function stepsOf(key: Key, writes: boolean): Step[] {
  const held = [...(key.shift ? [modifiers.shift] : []), ...(key.altgr ? [modifiers.altgr] : [])]
  const press: Step = { send: [true, false].map((down) => [key.keysym, key.code, down]), wait: 1, writes }
  if (held.length === 0) return [press]
  const wait = held.length / 2
  return [
    { send: held.map(([keysym, code]) => [keysym, code, true]), wait },
    press,
    { send: held.toReversed().map(([keysym, code]) => [keysym, code, false]), wait },
  ]
}

function stepsOfStroke({ dead, ...key }: Stroke): Step[] {
  return [...(dead ? stepsOf(dead, false) : []), ...stepsOf(key, true)]
}

/** Types a plan's strokes. It keeps no text, logs nothing, and whatever ends it leaves no key held. */
export function createTyping({ strokes, pace, sendKey, clock, onProgress }: TypingOptions): Typing {
  const ms = safePace(strokes, pace)
  const held = new Map<string, number>()
  let progress: Progress = { state: 'ready', typed: 0, total: strokes.length }
  let steps: Step[] = []
  let cancel = () => {}

  const report = (change: Partial<Progress>) => {
    progress = { ...progress, ...change }
    onProgress?.(progress)
  }
  const send = (keysym: number, code: string, down: boolean) => {
    if (down) held.set(code, keysym)
    sendKey(keysym, code, down)
    if (!down) held.delete(code)
  }
  const end = (state: 'done' | 'stopped' | 'failed') => {
    cancel()
    steps = []
    for (const [code, keysym] of [...held].toReversed()) {
      try {
        sendKey(keysym, code, false)
      } catch {
        // The connection is gone, and the guest's side lets go of the keys with it.
      }
    }
    held.clear()
    report({ state })
  }
  /** Reads the strokes one at a time, so that a long text is not four long lists. */
  const next = () => {
    if (steps.length === 0) {
      const stroke = strokes[progress.typed]
      if (!stroke) return end('done')
      steps = stepsOfStroke(stroke)
    }
    const step = steps.shift()
    if (!step) return
    try {
      for (const event of step.send) send(...event)
    } catch {
      return end('failed')
    }
    if (step.writes) report({ typed: progress.typed + 1 })
    if (progress.state === 'typing') cancel = clock.after(ms * step.wait, next)
  }
  return {
    start() {
      if (progress.state !== 'ready') return
      report({ state: 'typing' })
      next()
    },
    stop() {
      if (progress.state === 'typing' || progress.state === 'ready') end('stopped')
    },
    progress: () => progress,
  }
}
