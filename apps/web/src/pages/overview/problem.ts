import type { Host } from '@stratoview/api-client'
import type { ServedRow } from '@stratoview/bff/app'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import type { VerdictKind } from '@stratoview/ui'

/** Where a problem is: an object's name as CloudStack writes it, or a place in our words ("fra-1 148"). */
export interface Place {
  name: string
  /** CloudStack's own word: drawn in the monospace face. */
  own?: true
  /** The page of the object. */
  to?: string
  /** What helps to judge it, in grey: a zone, "PRIMARY". */
  note?: string
}

/** One line of the overview: everything that has the same cause, and the list that shows exactly those. */
export interface Problem {
  key: string
  kind: VerdictKind
  name: string
  /** `name` is CloudStack's (a check). */
  own?: true
  means: string
  places: Place[]
  /** A date as CloudStack wrote it; absent when nothing tells. */
  since?: string
  count: number
  /** The list already filtered, or the object itself. */
  to: string
  /** What can be done about all of it at once. */
  next?: { label: string; to: string }
}

/** What the overview is computed from. A part that the role may not list, or that has not come, is undefined. */
export interface Cloud {
  routers: readonly RouterRow[] | undefined
  systemVms: readonly SystemVmRow[] | undefined
  hosts: readonly Host[] | undefined
  /** The management server's version, where CloudStack tells it. */
  server?: string | undefined
  /** What system VMs serve; it comes later than the rest, and counts in nothing. */
  served?: readonly ServedRow[] | undefined
  /** When that was, epoch ms by CloudStack's clock. */
  servedAt?: number
  /** False when the role is not shown health results: then "never ran" says nothing (recorded: `salesadmin.listRouters`). */
  seesHealth: boolean
}

/** The earliest of CloudStack's dates (`2026-11-23T08:50:21+0000`, always in UTC: their text is their order). */
export function earliest(dates: readonly (string | undefined)[]): string | undefined {
  return dates.filter((date) => date !== undefined).toSorted()[0]
}
