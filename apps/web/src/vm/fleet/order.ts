import type { Checks } from '@stratoview/api-client/health'
import type { Sort } from '@stratoview/ui'
import type { Entry } from './entries.ts'
import { rankOf } from './standing.ts'

/** The columns of the list, by the ids that the URL's `sort` names. */
export const columnIds = [
  'name',
  'state',
  'basic',
  'advanced',
  'redundant',
  'network',
  'publicip',
  'guestip',
  'linklocalip',
  'host',
  'version',
  'zone',
  'pod',
  'cluster',
  'hypervisor',
  'account',
  'domain',
  'offering',
  'created',
] as const
export type ColumnId = (typeof columnIds)[number]

/** The default: by the whole router's standing, so that what fails its advanced checks alone is on top too. */
export const failingFirst: Sort = { column: 'basic', direction: 'asc' }

/** Worst first; among equals the one with more failing checks. */
export const byHealth = (a: Entry, b: Entry): number => rankOf(a.standing) - rankOf(b.standing) || b.failing - a.failing

/** The same by the advanced checks alone. */
export const byAdvanced = (a: Entry, b: Entry): number => byChecks(a.row.health.advanced, b.row.health.advanced)

const byChecks = (a: Checks, b: Checks): number =>
  rankOf(a.verdict) - rankOf(b.verdict) || b.failing.length - a.failing.length
