// Runs on whatever Node the machine has (≥ 20); everything after it runs on the Node 24 that it installs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const stamp = join(root, 'node_modules', '.stratoview-lock')

/** The environment in which `node` is the pinned one and nothing phones home. */
export const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
}

/** Prints one plain sentence and ends with a non-zero exit. */
export function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Installs from the lockfile when it has changed since the last install, or when nothing is installed. */
export function install() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) stop(`Stratoview needs Node 20 or newer to start; this is ${process.version}.`)
  const lockfile = join(root, 'package-lock.json')
  if (!existsSync(lockfile)) stop('package-lock.json is missing: restore it from the repository.')
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(join(bin, 'node'))) return
  console.log('Installing dependencies from the lockfile …')
  // With the tools, also where NODE_ENV is production: they build the web app, and bring the Node that serves it.
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (npm.error) stop(`npm could not be started: ${npm.error.message}.`)
  if (npm.status !== 0) {
    const said = `${npm.stderr}${npm.stdout}`
    if (/EUSAGE|in sync|Missing:/.test(said)) {
      const missing = /Missing: (\S+)/.exec(said)?.[1]
      stop(
        `package-lock.json does not match package.json${missing ? ` (no entry for ${missing})` : ''}: run npm install and commit the lockfile.`,
      )
    }
    console.error(said.trim().split('\n').slice(-12).join('\n'))
    stop('Installing the dependencies failed; what npm said is above.')
  }
  // Everything after this runs on it, and an older node would fail at the first TypeScript with a riddle.
  if (!existsSync(join(bin, 'node')))
    stop(
      'npm installed without the pinned Node: the package "node" needs its install script (npm config get ignore-scripts).',
    )
  writeFileSync(stamp, hash)
}

/** Runs one of the project's programs to its end, its output shown, and answers its exit code. */
export function run(command, args, extra = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...env, ...extra },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (error) stop(`${command} could not be started: ${error.message}.`)
  return status ?? 1
}
