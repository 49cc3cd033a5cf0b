import { isLive, type Phase, type ScreenCause, type ScreenState, type ScreenUser } from './phase.ts'

/** The answer to the question for a way in. */
export type Way =
  | { mode: 'relay'; id: string; url: string; viewOnly: boolean }
  | { mode: 'page'; url: string; reason: string }
  | { mode: 'in-use'; by: readonly ScreenUser[] }

/** How a way in was refused. `broken`: nobody refused, the question itself failed, and asking again may help. */
export type Refusal = 'not-running' | 'no-proxy' | 'refused' | 'broken'

export type ScreenEvent =
  /** the user wants it, with or without throwing somebody out */
  | { type: 'open'; takeover?: boolean; viewOnly?: boolean; replaces?: string }
  | { type: 'answered'; way: Way }
  | { type: 'refused'; how: Refusal; text: string; at: number; dice: number }
  | { type: 'viewer-missing'; text: string; at: number }
  | { type: 'greeting' }
  | { type: 'connected'; at: number; secure: boolean }
  | { type: 'silence'; waiting: boolean }
  | { type: 'closed'; why: string; text: string; by?: string; again: boolean; at: number; dice: number }
  /** the delay is over */
  | { type: 'due' }
  /** the machine runs (again) */
  | { type: 'running' }
  /** the machine does not run, as its row says */
  | { type: 'stopped'; text: string; at: number }
  /** the user is done with it here */
  | { type: 'left'; text: string; at: number }

/** Milliseconds before each try, to be spread by ±25 % so that a fleet of pages does not come back at one moment. */
const delays = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]
/** A screen that stood for so long has earned a fresh row of tries. */
const settled = 30_000

/** Pure: what a state becomes by an event. `dice` is between 0 and 1. */
export function step(state: ScreenState, event: ScreenEvent): ScreenState {
  const { phase } = state
  switch (event.type) {
    case 'open':
      return opened(state, event)
    case 'answered':
      return phase.at === 'asking' ? answered(state, event.way) : state
    case 'refused':
      return phase.at === 'asking' ? refused(state, event) : state
    case 'viewer-missing':
      return phase.at === 'connecting' ? to(state, { at: 'no-viewer' }, { why: 'no-viewer', ...event }) : state
    case 'greeting':
      return phase.at === 'connecting' ? { ...state, phase: { ...phase, step: 'greeting' } } : state
    case 'connected':
      return phase.at === 'connecting' ? connected(state, event) : state
    case 'silence':
      return isLive(phase) ? silence(state, event.waiting) : state
    case 'closed':
      return phase.at === 'connecting' || isLive(phase) ? closed(state, event) : state
    case 'due':
      return phase.at === 'lost' ? { ...state, phase: { at: 'asking', takeover: false } } : state
    case 'running':
      return phase.at === 'not-running' || phase.at === 'lost'
        ? { ...state, tries: 0, phase: { at: 'asking', takeover: false } }
        : state
    case 'stopped':
      return phase.at === 'lost' || phase.at === 'idle' || isLive(phase)
        ? { ...state, phase: { at: 'not-running' }, cause: { why: 'stopped', text: event.text, at: event.at } }
        : state
    case 'left':
      return to({ ...state, cause: undefined }, { at: 'ended' }, { why: 'left', ...event })
  }
}

function opened(state: ScreenState, event: ScreenEvent & { type: 'open' }): ScreenState {
  const { takeover = false, viewOnly = state.viewOnly, replaces = state.id } = event
  return { tries: 0, viewOnly, id: replaces, phase: { at: 'asking', takeover } }
}

function answered(state: ScreenState, way: Way): ScreenState {
  if (way.mode === 'in-use') return { ...state, phase: { at: 'in-use', by: way.by } }
  if (way.mode === 'page') return { ...state, phase: { at: 'elsewhere', url: way.url, reason: way.reason } }
  const { id, url, viewOnly } = way
  return { ...state, id, viewOnly, phase: { at: 'connecting', step: 'viewer', url } }
}

function refused(state: ScreenState, event: ScreenEvent & { type: 'refused' }): ScreenState {
  const { how, text, at, dice } = event
  const cause = { why: how, text, at }
  // Coming back from a loss, a proxy that is not ready yet is one more reason to wait a little.
  if (how === 'broken' || (how === 'no-proxy' && state.tries > 0)) return later(state, cause, dice)
  // These are news of their own, whatever was lost before.
  return { ...state, cause, phase: { at: how } }
}

function connected(state: ScreenState, { at, secure }: ScreenEvent & { type: 'connected' }): ScreenState {
  return { ...state, cause: undefined, phase: { at: 'connected', since: at, secure } }
}

function silence(state: ScreenState, waiting: boolean): ScreenState {
  const { phase } = state
  if (phase.at !== 'connected' && phase.at !== 'silent') return state
  return { ...state, phase: { ...phase, at: waiting ? 'silent' : 'connected' } }
}

/** Close reasons that are a state of their own; all others are a loss. */
const ends: Readonly<Record<string, 'taken-over' | 'not-running' | 'ended' | 'refused'>> = {
  'taken-over': 'taken-over',
  'vm-gone': 'not-running',
  ended: 'ended',
  left: 'ended',
}

function closed(state: ScreenState, event: ScreenEvent & { type: 'closed' }): ScreenState {
  const { why, text, by, again, at, dice } = event
  const cause = { why, text, by, at }
  // Somebody came in between the answer and the door: ask anew and be told who.
  if (why === 'in-use') return { ...state, phase: { at: 'asking', takeover: false } }
  const end = ends[why]
  if (end !== undefined) return { ...state, cause, phase: { at: end } }
  if (!again) return to(state, { at: 'refused' }, cause)
  const { phase } = state
  const rested = (phase.at === 'connected' || phase.at === 'silent') && at - phase.since >= settled
  return later(rested ? { ...state, tries: 0 } : state, cause, dice)
}

function later(state: ScreenState, cause: ScreenCause, dice: number): ScreenState {
  const delay = delays[state.tries]
  const spread = delay === undefined ? undefined : Math.round(delay * (0.75 + dice / 2))
  return to({ ...state, tries: state.tries + 1 }, { at: 'lost', delay: spread }, cause)
}

/** The first cause is the one that is told. */
function to(state: ScreenState, phase: Phase, { why, text, by, at }: ScreenCause): ScreenState {
  return { ...state, phase, cause: state.cause ?? { why, text, by, at } }
}
