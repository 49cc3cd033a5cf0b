import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from 'pg-boss'
import type { Config } from '../config.ts'

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
  const unlock = dir === undefined ? () => undefined : lock(dir)
  const [{ PGlite }, { fromPglite }] = await Promise.all([import('@electric-sql/pglite'), import('pg-boss')])
  // Made by us, so that nobody else on the machine may read them, whatever DATA_DIR itself allows.
  if (dir !== undefined) mkdirSync(dir, { recursive: true, mode: 0o700 })
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
}

/** Two processes on the same files would destroy them. */
function lock(dir: string): () => void {
  mkdirSync(join(dir, '..'), { recursive: true, mode: 0o700 })
  const file = `${dir}.lock`
  if (!taken(file)) return () => rmSync(file, { force: true })
  const holder = Number(readFileSync(file, 'utf8'))
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new Error(
      `Process ${holder} has ${dir} open: give each instance its own DATA_DIR, or all the same DATABASE_URL.`,
    )
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 })
  return () => rmSync(file, { force: true })
}

/** Whether somebody was faster: of two that start together one makes the file. */
function taken(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { mode: 0o600, flag: 'wx' })
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return true
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
