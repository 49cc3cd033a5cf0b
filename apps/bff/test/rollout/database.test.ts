import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, test, expect } from 'vitest'
import { embedded, server } from '../../src/rollout/database.ts'

test('the embedded database is one process’s, and nobody else’s to read', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stratoview-data-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const dir = join(data, 'rollouts')
  // Whoever started us lives.
  writeFileSync(`${dir}.lock`, String(process.ppid))
  await expect(embedded(dir)).rejects.toThrow(`Process ${process.ppid} has ${dir} open`)
  expect(existsSync(dir)).toBe(false)

  // Nobody has that number.
  writeFileSync(`${dir}.lock`, '4194305')
  const database = await embedded(dir)
  expect(statSync(dir).mode & 0o077).toBe(0)
  await database.close()
  expect(existsSync(`${dir}.lock`)).toBe(false)
}, 60_000)

test('a database that takes connections and says nothing is not waited for', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const url = `postgres://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/nothing`
  const within = { connectionTimeoutMillis: 100, query_timeout: 100, keepAlive: true }
  const { query, close } = await server(url, within)
  await expect(query('SELECT 1')).rejects.toThrow('timeout')
  await close()
})
