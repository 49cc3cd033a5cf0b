import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished, test, expect } from 'vitest'
import { embedded, server } from '../../src/rollout/database.ts'
import { ended } from './postgres.ts'

const module = fileURLToPath(new URL('../../src/rollout/folder-lock.ts', import.meta.url))

/** Another process that has the folder, and says so. */
async function holding(dir: string) {
  const script = `const { lockFolder } = await import(${JSON.stringify(module)})
    lockFolder(${JSON.stringify(dir)}); console.log('has it'); setInterval(() => undefined, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

test('the embedded database is one process’s, and nobody else’s to read', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stratoview-data-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const dir = join(data, 'rollouts')
  // What builds before the operating system's lock left behind keeps nobody out.
  writeFileSync(`${dir}.lock`, '4711')
  const other = await holding(dir)
  await expect(embedded(dir)).rejects.toThrow(new RegExp(`^Process ${other.pid} of .+ has ${dir} open: give each`))
  expect(existsSync(dir)).toBe(false)

  // Killed, it leaves nothing behind that would keep anybody out.
  other.kill('SIGKILL')
  await ended(other)
  const database = await embedded(dir)
  expect(statSync(dir).mode & 0o077).toBe(0)
  // Whoever has our number, as the first process of every container has, isn't us.
  await expect(embedded(dir)).rejects.toThrow(`Process ${process.pid} of`)
  await database.close()
  const again = await embedded(dir)
  await again.close()
})

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
