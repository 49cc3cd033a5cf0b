import type { CommandName, Commands, JobResult, Params, Result } from '@stratoview/api-client'
import type { Caller } from './auth/caller.ts'
import type { Listening } from './cpvm/endpoint.ts'
import type { Accepted } from './steps.ts'
import type { World } from './world.ts'

/** What came with a command: every value is text, whatever the contract lets a client send. */
export type Given<N extends CommandName> = { readonly [K in keyof Params<N>]: string }

export interface Context {
  world: World
  caller: Caller
  /** Where the request came in, e.g. `http://127.0.0.1:8081`. */
  origin: string
  /** Where the console proxies listen, when they have a port of their own. */
  listening?: Listening | undefined
}

/** The key of a list's rows: `router` for listRouters. */
type RowsKey<N extends CommandName> = Exclude<Extract<keyof Result<N>, string>, 'count'>

/** A list before it is paged: everything that matched. */
export interface Listed<Key extends string = string, Row = unknown> {
  key: Key
  rows: readonly Row[]
  /** How many there are, where the rows are not all of them. */
  count?: number
  /** How a row goes on the wire, for rows that are not stored as they are shown. Only the page's rows are mapped. */
  show?: (row: Row) => Row
}

type ListRow<N extends CommandName> = Result<N> extends Record<RowsKey<N>, (infer Row)[]> ? Row : never

export type Answer<N extends CommandName> = {
  list: Listed<RowsKey<N>, ListRow<N>>
  get: Result<N>
  act: Result<N>
  job: Accepted<JobResult<N>>
}[Commands[N]['kind']]

export type Handler<N extends CommandName> = (given: Given<N>, context: Context) => Answer<N>

/** One handler a command: leaving one out is a type error, and so is one too many. */
export type Handlers = { readonly [N in CommandName]: Handler<N> }
/** The handlers of one family, as its file exports them. */
export type Family<N extends CommandName> = { readonly [K in N]: Handler<K> }
