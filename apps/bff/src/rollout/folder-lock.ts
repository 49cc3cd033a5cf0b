import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** `SQLITE_BUSY`. */
const busy = 5

/**
 * Takes a folder for this process: two that write the same files would destroy them. The lock is the operating system's, which
 * SQLite holds on a file beside the folder. So it ends with the process, however that ends, and holds also between containers that
 * share a volume, where process numbers say nothing.
 *
 * @returns gives it back
 * @throws when another process has it, or the file system knows no locks
 */
export function lockFolder(dir: string): () => void {
  mkdirSync(dirname(dir), { recursive: true, mode: 0o700 })
  // Not `.lock`: earlier builds left their process number in a file of that name.
  const file = `${dir}.lock.sqlite`
  const holder = `${dir}.holder`
  // Ours alone, whatever DATA_DIR itself allows.
  writeFileSync(file, '', { flag: 'a', mode: 0o600 })
  const lock = new DatabaseSync(file)
  try {
    lock.exec('BEGIN IMMEDIATE')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== busy)
      throw new Error(`${dir} cannot be locked (${(error as Error).message}): set DATABASE_URL.`, { cause: error })
    const who = saidBy(holder)
    throw new Error(`${who} has ${dir} open: give each instance its own DATA_DIR, or all the same DATABASE_URL.`, {
      cause: error,
    })
  }
  writeFileSync(holder, `Process ${process.pid} of ${hostname()}`, { mode: 0o600 })
  return () => lock.close()
}

function saidBy(holder: string): string {
  try {
    return readFileSync(holder, 'utf8') || 'Another process'
  } catch {
    return 'Another process'
  }
}
