// Finds a Chromium for the browser tests, or installs one: environment, system, Playwright's own, the distribution's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { env, root } from './install.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function onPath() {
  for (const name of names) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
    if (status === 0 && stdout.trim()) return stdout.trim()
  }
  return undefined
}

function playwrights() {
  const { status, stdout } = spawnSync(
    'node',
    ['-e', "process.stdout.write(require('@playwright/test').chromium.executablePath())"],
    { cwd: root, env, encoding: 'utf8' },
  )
  return status === 0 && existsSync(stdout) ? stdout : undefined
}

/** The path of a Chromium that can be started, or undefined when none is to be had. */
export function chromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (existsSync(given)) return given
    console.error(`CHROMIUM_PATH is ${given}, where there is nothing.`)
    return undefined
  }
  const found = onPath() ?? playwrights()
  if (found) return found
  console.log('No Chromium found: asking Playwright for its own …')
  const playwright = join(root, 'node_modules', '.bin', 'playwright')
  const quiet = { cwd: root, env, stdio: 'ignore' }
  if (spawnSync(playwright, ['install', 'chromium-headless-shell'], { ...quiet, timeout: 180_000 }).status === 0) {
    const own = playwrights()
    if (own) return own
  }
  if (process.getuid?.() === 0) {
    console.log('Installing the distribution’s chromium package …')
    const apt = { ...quiet, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 600_000 }
    spawnSync('apt-get', ['update', '-qq'], apt)
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], apt)
  }
  return onPath()
}
