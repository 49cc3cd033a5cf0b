import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the server's programs are: on the path, or where Debian puts them. */
export function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const found = versions.map((version) => join(debian, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
  if (found) return found
  const { stdout, status } = spawnSync('sh', ['-c', 'dirname "$(command -v initdb)"'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== '.' ? stdout.trim() : undefined
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** PostgreSQL refuses to run as root: then it runs as its package's own user. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

export interface Server {
  url: string
  /** As in a crash: whoever is connected is cut off. */
  down(): Promise<void>
  up(): Promise<void>
  /** For good: its files go. */
  stop(): Promise<void>
}

/** A cluster of its own on a port of its own, gone afterwards. */
export async function startPostgres(bin: string): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), 'stratoview-postgres-'))
  const own = { cwd: dir, ...owner() }
  if (own.uid !== undefined && own.gid !== undefined) chownSync(dir, own.uid, own.gid)
  const data = join(dir, 'data')
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'stratoview', '-A', 'trust', '--no-sync'], {
    encoding: 'utf8',
    ...own,
  })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const options = ['-D', data, '-p', String(port), '-k', dir, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off']
  let server: ChildProcess | undefined
  const up = async () => {
    server = spawn(join(bin, 'postgres'), options, { ...own, stdio: 'ignore' })
    await until(() => spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0)
  }
  const down = async () => {
    spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], own)
    if (server) await ended(server)
  }
  await up()
  return {
    url: `postgres://stratoview@127.0.0.1:${port}/postgres`,
    up,
    down,
    async stop() {
      await down()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export async function until(so: () => boolean | Promise<boolean>, ms = 60_000, pace = 200): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await so()) return
    await new Promise((resolve) => setTimeout(resolve, pace))
  }
  throw new Error('It did not come to that in time')
}

export const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))
