/** A step at which a proxy can talk nonsense. */
export type Nonsense = 'version' | 'types' | 'result' | 'init' | 'update'

/**
 * How console proxies and the VNC servers behind them behave, each trait switchable for a world or for one VM. The
 * defaults are what was measured on CloudStack's own classes.
 */
export interface ConsoleTraits {
  /** What the VM's VNC server offers, in its order: 1 None, 2 VncAuth, 19 VeNCrypt; `[]` offers nothing. */
  security: readonly number[]
  /** The proxy has another password than the VNC server: silence, the socket stays open. */
  wrongPassword: boolean
  /** Nothing listens on the VNC port: clean close 1000. */
  portClosed: boolean
  /** The proxy says something that is no RFB at this step. */
  nonsense: Nonsense | undefined
  /** `binary` is answered whatever was offered; false: only when it was offered. */
  alwaysBinary: boolean
  /** A reply within 2 ms of what it answers is overlooked (at ClientInit) or leaves the screen empty (at the third message). */
  race: boolean
  /** Server bytes wait for this many client frames after ServerInit; 0 = none. */
  gate: number
  /** Control frames' payload is written into the VNC stream like any other's. */
  writesControlFrames: boolean
  /** Bytes of a client frame; more is close 1009. */
  frameLimit: number
  /** A second viewer drops the first; false: both go on. */
  takeover: boolean
  /** Without bytes from the hypervisor for so long (ms) the proxy stops reading; 0 = never. */
  freezeAfter: number
  /** Without a frame in either direction for so long (ms): close 1001; 0 = never. */
  idleAfter: number
  /** An endpoint works in its own minute and in this many more. */
  ticketMinutes: number
  singleUse: boolean
  /** On TLS, `Host` other than the server name is HTTP 400. */
  hostMustMatch: boolean
  /** Whether the listener accepts permessage-deflate when offered. */
  deflate: boolean
  /** Another hypervisor than the VM's row says: which way the console goes. */
  hypervisor: 'KVM' | 'XenServer' | 'VMware' | 'Hyperv' | 'External' | 'LXC' | undefined
  /** The VNC server takes QEMU's extended key events (KVM alone). */
  extendedKeys: boolean
  /** The guest's keyboard layout; the VM detail `keyboard`, or `us`, when undefined. */
  keyboard: string | undefined
  /**
   * A server certificate was uploaded; without one the WebSocket stays plain on 8080, even where the page is https. As the
   * world's keystore has it when undefined.
   */
  certificate: boolean | undefined
  /** What the answer of createConsoleEndpoint says instead, for a hostile or misled management server. */
  endpoint: { host?: string; port?: string; path?: string } | undefined
  /** A real VNC server to connect to instead of the drawn one; the listener does it. */
  vnc: { host: string; port: number; password: string } | undefined
}

export const defaultTraits: ConsoleTraits = {
  security: [2],
  wrongPassword: false,
  portClosed: false,
  nonsense: undefined,
  alwaysBinary: true,
  race: false,
  gate: 3,
  writesControlFrames: true,
  frameLimit: 65_536,
  takeover: true,
  freezeAfter: 184_000,
  idleAfter: 300_000,
  ticketMinutes: 1,
  singleUse: true,
  hostMustMatch: true,
  deflate: true,
  hypervisor: undefined,
  extendedKeys: true,
  keyboard: undefined,
  certificate: undefined,
  endpoint: undefined,
  vnc: undefined,
}

export const traitNames: readonly string[] = Object.keys(defaultTraits)

/** How long the proxy's own step takes, ms: a frame that comes sooner finds it not yet waiting. */
export const raceWindow = 2
