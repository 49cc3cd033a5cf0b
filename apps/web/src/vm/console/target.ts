import type { VmKind } from '@stratoview/api-client/can'
import type { Action } from '@stratoview/ui'

/** The VM whose screen it is, as far as the page round it knows. */
export interface ConsoleTarget {
  id: string
  kind?: VmKind
  name: string
  state?: string
  /** the host's id, where the role may know it */
  host?: string
  /** epoch ms, when `state` was read */
  seenAt?: number
  /** "net-web, fra-1" */
  about?: string
  /** "PRIMARY", of a redundant pair */
  mark?: string
  /** CloudStack's name for the guest's keyboard layout */
  keyboard?: string
  /** its verbs; the console shows those for power */
  verbs: readonly Action[]
}

/** Start, stop and reboot, which are the same verbs with the same questions as elsewhere. */
export const powerOf = (verbs: readonly Action[]): Action[] =>
  verbs.filter(({ label }) => /^(Start|Stop|Reboot)\b/.test(label))
