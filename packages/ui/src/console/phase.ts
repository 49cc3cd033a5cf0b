/** Somebody who has the screen open. */
export interface ScreenUser {
  user: string
  /** ISO 8601 */
  since?: string
  address?: string
  /** the same user who asks now */
  mine: boolean
}

/** Why a screen went away, as the first who knew it said. */
export interface ScreenCause {
  why: string
  text: string
  /** who is behind it, when that is known */
  by?: string
  /** epoch ms by this browser's clock */
  at: number
}

/** The states a remote screen can be in. */
export type Phase =
  /** nothing was tried yet */
  | { at: 'idle' }
  /** the way in is asked for */
  | { at: 'asking'; takeover: boolean }
  | { at: 'in-use'; by: readonly ScreenUser[] }
  | { at: 'connecting'; step: 'viewer' | 'proxy' | 'greeting'; url: string }
  | { at: 'connected'; since: number; secure: boolean }
  /** connected, but the machine's side was asked and does not answer */
  | { at: 'silent'; since: number; secure: boolean }
  /** it comes back by itself in `delay` ms; without one it gave up */
  | { at: 'lost'; delay?: number }
  | { at: 'taken-over' }
  | { at: 'not-running' }
  | { at: 'no-proxy' }
  | { at: 'refused' }
  /** only another page shows it */
  | { at: 'elsewhere'; url: string; reason: string }
  /** the viewer's own program did not load */
  | { at: 'no-viewer' }
  | { at: 'ended' }

export interface ScreenState {
  phase: Phase
  /** the first cause since it last worked, whatever went wrong after it */
  cause?: ScreenCause
  /** tries since then */
  tries: number
  /** names the session for the next one, which takes its place */
  id?: string
  /** how it was opened: the other side throws away what is typed */
  viewOnly: boolean
}

export const initial: ScreenState = { phase: { at: 'idle' }, tries: 0, viewOnly: false }

/** Phases in which a picture may come or is there. */
export const isLive = ({ at }: Phase): boolean => at === 'connected' || at === 'silent'
