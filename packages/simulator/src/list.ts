import type { Caller } from './auth/caller.ts'
import { ApiError, badParameter } from './api-error.ts'
import type { Listed } from './handler.ts'

/** `default.page.size`; recorded as the largest page and the cut of a list asked for without one. */
export const maxPageSize = 500

type Given = Readonly<Record<string, string | undefined>>

/** Recorded: `listSystemVms.page-without-pagesize`, `.pagesize-too-large`; the others: reference §1.5. */
export function paging(given: Given): { from: number; size: number } {
  const { page, pagesize } = given
  if (page !== undefined && pagesize === undefined)
    throw badParameter('"pagesize" parameter is required when "page" is specified')
  if (page === undefined && pagesize !== undefined && pagesize !== '-1')
    throw badParameter('"page" parameter is required when "pagesize" is specified')
  if (pagesize === undefined) return { from: 0, size: maxPageSize }
  const size = Number(pagesize)
  if (size === -1) {
    if (page !== undefined) throw badParameter("Can't specify page parameter when pagesize is -1 (Unlimited)", 4350)
    return { from: 0, size: Number.POSITIVE_INFINITY }
  }
  if (size > maxPageSize) throw badParameter(`Page size can't exceed max allowed page size value: ${maxPageSize}`, 4350)
  return { from: (Math.max(1, Number(page)) - 1) * size, size }
}

/** `{}` for nothing, `{ count }` past the end (recorded). */
export function pageOf(listed: Listed, given: Given): Record<string, unknown> {
  const { from, size } = paging(given)
  if (listed.rows.length === 0) return {}
  const count = listed.count ?? listed.rows.length
  const rows = listed.rows.slice(from, from + size)
  if (rows.length === 0) return { count }
  return { count, [listed.key]: listed.show ? rows.map(listed.show) : rows }
}

interface Rules<Row> {
  /** Parameters that must equal the field of the same name, whatever the case. */
  same?: readonly string[]
  /** Fields of which one must hold the keyword. */
  keyword?: readonly (keyof Row & string)[]
  /** Anything else, by parameter: asked only when the parameter was told. */
  by?: Readonly<Record<string, (row: Row, value: string) => boolean>>
}

/** The rows that match what was told. A parameter without a rule here is ignored, as CloudStack ignores those it does not know. */
export function select<Row extends object>(rows: readonly Row[], given: object, rules: Rules<Row>): Row[] {
  const told = given as Given
  const tests: ((row: Row) => boolean)[] = []
  for (const name of rules.same ?? []) {
    const value = told[name]?.toLowerCase()
    if (value === undefined) continue
    tests.push((row) => String((row as Record<string, unknown>)[name] ?? '').toLowerCase() === value)
  }
  for (const [name, test] of Object.entries(rules.by ?? {})) {
    const value = told[name]
    if (value !== undefined) tests.push((row) => test(row, value))
  }
  const keyword = told.keyword?.toLowerCase()
  if (keyword && rules.keyword) {
    const fields = rules.keyword
    tests.push((row) =>
      fields.some((field) =>
        String(row[field] ?? '')
          .toLowerCase()
          .includes(keyword),
      ),
    )
  }
  return tests.length === 0 ? [...rows] : rows.filter((row) => tests.every((test) => test(row)))
}

interface Owned {
  account?: string | undefined
  domainid?: string | undefined
  domainpath?: string | undefined
  projectid?: string | undefined
}

const truth = (value: string | undefined) => value?.toLowerCase() === 'true'
const within = (path: string | undefined, domain: string) => path === domain || path?.startsWith(`${domain}/`) === true

/** Whether a row is the caller's to see at all: everybody's to an admin, its domains' to a domain admin, its own to a user. */
export function mayReach(caller: Caller, row: Owned): boolean {
  if (caller.role === 'admin' || caller.role === 'auditor') return true
  if (caller.role === 'domainadmin') return within(row.domainpath, caller.domainpath)
  return isOwn(caller, row) || row.projectid !== undefined
}

const isOwn = (caller: Caller, row: Owned) => row.account === caller.account && row.domainid === caller.domainid

/** 531 for what somebody else owns (reference §1.3); the sentence is recorded for consoles alone. */
export function requireReach(caller: Caller, row: Owned): void {
  if (!mayReach(caller, row)) throw new ApiError(531, 'Permission denied', { cserrorcode: 4365 })
}

/**
 * Whose rows: without `listall` (and without an id) only the caller's own; a domain admin's world is its domain's
 * subtree, a user's its account; project rows come only with `projectid` (`-1` = also all of those). Reference §1.5.
 */
export function scoped<Row extends Owned>(rows: readonly Row[], given: object, caller: Caller): Row[] {
  const told = given as Given
  const named = told.account !== undefined || told.domainid !== undefined || told.projectid !== undefined
  const ownOnly = !truth(told.listall) && told.id === undefined && !named
  return rows.filter(
    (row) =>
      mayReach(caller, row) &&
      (!ownOnly || isOwn(caller, row)) &&
      (told.account === undefined || row.account === told.account) &&
      (told.domainid === undefined || row.domainid === told.domainid || truth(told.isrecursive)) &&
      ofProject(row, told.projectid),
  )
}

function ofProject(row: Owned, projectid: string | undefined): boolean {
  if (projectid === '-1') return true
  return row.projectid === projectid
}
