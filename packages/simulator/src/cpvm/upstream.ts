/** What the proxy does to its connection to a VNC server. */
export interface Upstream {
  write: (bytes: Uint8Array) => void
  /** Goes on in TLS; `ready` when that is agreed. */
  startTls: (ready: () => void) => void
  close: () => void
}

/** What it hears from it. */
export interface UpstreamEnd {
  data: (bytes: Uint8Array) => void
  /** Connected; only now may something be written. */
  open: () => void
  /** Refused, or hung up. */
  end: () => void
}

export interface VncAddress {
  host: string
  port: number
  password: string
}

/** Connects to a real VNC server: what a listener with sockets can give a simulator. */
export type Dial = (address: VncAddress, end: UpstreamEnd) => Upstream
