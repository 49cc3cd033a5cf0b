// The VNC servers that some console tests run against, beside the drawn screens: Xtigervnc and QEMU.
import { spawnSync } from 'node:child_process'
import { env } from './install.mjs'

/** Programs, and the smallest Debian or Ubuntu packages that have them. */
const servers = [
  {
    name: 'Xtigervnc',
    programs: ['Xtigervnc', 'vncpasswd'],
    packages: ['tigervnc-standalone-server', 'tigervnc-tools'],
  },
  { name: 'QEMU', programs: ['qemu-system-x86_64'], packages: ['qemu-system-x86'] },
]

const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0

/** Installs what is missing where root and apt are there; says what is skipped, and why, where they are not. */
export function vncServers() {
  const missing = () => servers.filter(({ programs }) => !programs.every(isThere))
  const mayInstall = process.getuid?.() === 0 && isThere('apt-get')
  if (missing().length > 0 && mayInstall) {
    const apt = { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 }
    spawnSync('apt-get', ['update', '-qq'], apt)
    for (const { name, packages } of missing()) {
      console.log(`Installing the distribution’s ${packages.join(' and ')} …`)
      const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], apt)
      if (status !== 0) console.log(`${name} could not be installed.`)
    }
  }
  const why = mayInstall ? 'it cannot be installed here' : 'only root may install it, with apt'
  for (const { name } of missing()) console.log(`Tests against ${name} are skipped: ${why}.`)
}
