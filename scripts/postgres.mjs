// Makes sure that there is a PostgreSQL server to test several instances with, where that can be had.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { env } from './install.mjs'

const debian = '/usr/lib/postgresql'

const there = () =>
  spawnSync('sh', ['-c', 'command -v initdb'], { stdio: 'ignore' }).status === 0 ||
  (existsSync(debian) && readdirSync(debian).length > 0)

/** True when one is there, or could be installed (root, on a machine with apt). */
export function postgres() {
  if (there()) return true
  if (process.getuid?.() !== 0) return false
  console.log('Installing the distribution’s postgresql package …')
  const apt = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore', timeout: 600_000 }
  spawnSync('apt-get', ['update', '-qq'], apt)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], apt)
  return there()
}
