import type { ConsoleCloseCode, ConsoleClosing } from './closings.ts'

/**
 * What the relay tells the page beside the picture: text frames of the same WebSocket, JSON. Binary frames are RFB and
 * nothing else. The page sends no text.
 */
export type ConsoleControl =
  /** `connecting`: to the console proxy; `greeting`: both handshakes; `connected`: messages flow. */
  | { type: 'state'; state: 'connecting' | 'greeting' }
  | { type: 'state'; state: 'connected'; name: string; secure: boolean; viewOnly: boolean }
  /** The hypervisor is asked and has not answered for `ms`; `waiting: false` once it did. */
  | { type: 'silence'; waiting: boolean }
  /** Milliseconds to and fro. `browser`: browser and Stratoview; `hypervisor`: Stratoview, console proxy, hypervisor. */
  | { type: 'latency'; browser?: number; hypervisor?: number }
  /** Before the close frame, whose reason may be cut short: the whole of it. `again`: a new try makes sense. */
  | { type: 'closing'; code: ConsoleCloseCode; why: ConsoleClosing; reason: string; again: boolean; by?: string }
