import * as z from 'zod'

/**
 * The four kinds of CloudStack command.
 *
 * - `list`: answers `{ count, <key>: Row[] }`. CloudStack leaves both out when there is nothing; the shape puts them back.
 * - `get`: answers one thing at once, without changing anything.
 * - `job`: answers `{ jobid }` at once and the result by `queryAsyncJobResult` later.
 * - `act`: changes something and answers at once.
 *
 * `list` and `get` travel by GET through the BFF, `job` and `act` by POST.
 */
export type Kind = 'list' | 'get' | 'job' | 'act'

type Params = z.ZodObject
type Shape = z.ZodType

export interface Command<K extends Kind = Kind, P extends Params = Params, R extends Shape = Shape> {
  readonly kind: K
  /** What may be told, as on the wire. Strict: an unknown name is an error naming it. */
  readonly params: P
  /** What is inside the envelope (the answer's single top-level key taken off by position). */
  readonly result: R
  /** For a job: what `jobresult` holds once it has succeeded. */
  readonly jobresult?: Shape
  /** A `get` that acts when this flag is true (fresh health checks may recreate a router); then it must be posted. */
  readonly actsWhen?: string
}

/** A flag as CloudStack reads it: JSON boolean in a POST, text in a query. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false'])])
/** A whole number, as a number or as its digits. */
export const whole = z.union([z.int(), z.templateLiteral([z.int()])])
/** An id: a UUID, or in `projectid` the `-1` that means "all". CloudStack answers 431 when it does not exist. */
export const id = z.string().min(1).max(64)
/** Text; CloudStack's own limit is 255 unless it says otherwise. */
export const text = z.string().max(65_535)

/** Parameters every list takes. `page` needs `pagesize` and the other way round (recorded: `listSystemVms.page-without-pagesize`). */
export const paging = { page: whole.optional(), pagesize: whole.optional(), keyword: text.optional() }
/** Whose things: without `listall` only the caller's own. */
export const scope = {
  account: text.optional(),
  domainid: id.optional(),
  listall: flag.optional(),
  isrecursive: flag.optional(),
}
/** `projectid=-1` adds everything that belongs to projects. */
export const project = { projectid: id.optional() }

type Fields = Record<string, z.ZodType>

/** A `list`: rows under `key` on the wire, `{ count: 0, <key>: [] }` when CloudStack leaves both out. */
export function list<Key extends string, Row extends z.ZodType, P extends Fields>(key: Key, row: Row, params: P) {
  const result = z.looseObject({
    count: z.number().default(0),
    [key]: z.array(row).default([]),
  }) as unknown as z.ZodType<{ count: number } & Record<Key, z.output<Row>[]>>
  return { kind: 'list', params: z.strictObject(params), result } as const
}

/** A `get`: `result` is what is inside the envelope. */
export function get<R extends z.ZodType, P extends Fields>(result: R, params: P) {
  return { kind: 'get', params: z.strictObject(params), result } as const
}

/** A `job`: answers `{ jobid }`; `jobresult` is what it ends with when it succeeds. */
export function job<R extends z.ZodType, P extends Fields>(jobresult: R, params: P) {
  // An async create (issue of a certificate, a new network) answers the id of what it makes beside the job's.
  const result = z.looseObject({ jobid: z.string(), id: z.string().optional() })
  return { kind: 'job', params: z.strictObject(params), result, jobresult } as const
}

/** An `act`: `result` is what is inside the envelope. */
export function act<R extends z.ZodType, P extends Fields>(result: R, params: P) {
  return { kind: 'act', params: z.strictObject(params), result } as const
}

/** CloudStack's `SuccessResponse`: `displaytext` in a synchronous answer, `details` in a job's result. */
export const success = z.looseObject({
  success: z.union([z.boolean(), z.string()]).optional(),
  displaytext: z.string().optional(),
  details: z.string().optional(),
})
