import { once } from 'node:events'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Db } from 'pg-boss'
import type { Config } from '../config.ts'
import { lockFolder } from './folder-lock.ts'

/** A PostgreSQL, a server's or the embedded one: one statement at a time, and what pg-boss needs of it. */
export interface Database {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  /** How pg-boss is told to reach the same database. */
  boss: { connectionString: string; max: number } | { db: Db; backend: 'pglite' }
  close(): Promise<void>
}

const folder = (config: Config) => join(config.dataDir, 'rollouts')

/** Whether there is a database to open: without one no run was ever started here, and nothing needs to be. */
export const hasDatabase = (config: Config) => config.databaseUrl !== undefined || existsSync(folder(config))

/** `DATABASE_URL`, or PostgreSQL inside of this process with its files under `DATA_DIR`. Loaded only when it is needed. */
export async function openDatabase(config: Config): Promise<Database> {
  return config.databaseUrl === undefined ? embedded(folder(config)) : server(config.databaseUrl)
}

/** Left to itself `pg` waits for a server that has vanished as long as TCP does, a quarter of an hour; ms. */
const limits = { connectionTimeoutMillis: 10_000, query_timeout: 30_000, keepAlive: true }

export async function server(connectionString: string, within = limits): Promise<Database> {
  const { Pool } = await import('pg')
  const pool = new Pool({ connectionString, max: 5, application_name: 'stratoview', ...within })
  // An idle connection that breaks is replaced at the next query; unheard, its error would end the process.
  pool.on('error', () => undefined)
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as Row[],
    boss: { connectionString, max: 5 },
    close: () => pool.end(),
  }
}

/** `undefined` keeps it in memory. */
export async function embedded(dir: string | undefined): Promise<Database> {
  const unlock = dir === undefined ? () => undefined : lockFolder(dir)
  try {
    if (dir !== undefined && !existsSync(dir)) await make(dir)
    const [{ PGlite }, { fromPglite }] = await Promise.all([import('@electric-sql/pglite'), import('pg-boss')])
    const pglite = await PGlite.create(dir)
    return {
      query: async <Row>(sql: string, params: readonly unknown[] = []) =>
        (await pglite.query<Row>(sql, [...params])).rows,
      boss: { db: fromPglite(pglite), backend: 'pglite' },
      async close() {
        await pglite.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Beside its place and then put there: one that is half made, because we were ended over it, is never taken for a database. */
async function make(dir: string): Promise<void> {
  const half = `${dir}.new`
  rmSync(half, { recursive: true, force: true })
  // Made by us, so that nobody else on the machine may read it, whatever DATA_DIR itself allows.
  mkdirSync(half, { mode: 0o700 })
  const thread = new Worker(new URL('first-boot.ts', import.meta.url), { workerData: half })
  const [code] = (await once(thread, 'exit')) as [number]
  if (code !== 0) throw new Error(`The database in ${dir} could not be made`)
  renameSync(half, dir)
}
