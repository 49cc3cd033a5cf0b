import { createHash } from 'node:crypto'
import type { Session, User } from '../session.ts'

export type ConsoleKind = 'instance' | 'router' | 'system-vm' | 'internal-lb'

/** What is known of the VM whose screen is wanted; only the id is when this role can't list it. */
export interface ConsoleVm {
  id: string
  kind?: ConsoleKind
  name?: string
  state?: string
  zoneid?: string
  zonename?: string
  hostname?: string
  hypervisor?: string
  /** The guest's keyboard, as its detail `keyboard` says. */
  keyboard?: string
}

/** Who looks at what. */
export interface Seat {
  /** Names the session everywhere but on the wire to the proxy; no secret. */
  id: string
  vm: ConsoleVm
  user: User
  /** The sign-in it belongs to. */
  owner: string
  viewOnly: boolean
  session: Session
}

/** Tells sign-ins apart without holding their key. */
export const ownerOf = ({ sessionkey }: Session): string => createHash('sha256').update(sessionkey).digest('base64url')

export const nameOf = ({ name, id }: ConsoleVm): string => name ?? id
