import { readFileSync } from 'node:fs'

export interface Recorded {
  at: number
  request: { method: string; params: Record<string, unknown>; session?: false }
  status: number
  contentType: string
  setCookie?: string[]
  body: unknown
  /** With which a signed request was signed. */
  secretkey?: string
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../recordings/${name}.json`, import.meta.url), 'utf8'))

export const recorded = (name: string) => read(name) as Recorded
export const series = (name: string) => read(name) as Recorded[]
export const names = (name: string) => read(name) as string[]

/** What is inside a recorded answer's envelope. */
export function inside(exchange: Recorded): Record<string, unknown> {
  return Object.values(exchange.body as Record<string, Record<string, unknown>>)[0] ?? {}
}

/** The rows of a recorded list; none when it was empty. */
export function rowsOf<Row = Record<string, unknown>>(exchange: Recorded): Row[] {
  return (Object.values(inside(exchange)).find((value) => Array.isArray(value)) ?? []) as Row[]
}
