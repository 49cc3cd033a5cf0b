import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, test, expect } from 'vitest'
import { embedded } from '../../src/rollout/database.ts'

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
