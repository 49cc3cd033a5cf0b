// npm start: install when needed, build the web app when its sources changed, serve.
import { spawn, spawnSync } from 'node:child_process'
import { env, install, root, stop } from './install.mjs'

install()

const build = spawnSync('turbo', ['run', 'build', '--output-logs=errors-only'], { cwd: root, env, encoding: 'utf8' })
if (build.error) stop(`turbo could not be started: ${build.error.message}.`)
if (build.status !== 0) {
  console.error(`${build.stdout ?? ''}${build.stderr ?? ''}`.trim())
  stop('Building the web app failed; what the build said is above.')
}

const server = spawn('node', ['apps/bff/src/server.ts'], { cwd: root, env, stdio: 'inherit' })
let told = false
function end(signal) {
  told = true
  server.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(signal))
// Who stops npm stops the shell that npm started us by, and the shell tells nobody: its place is then taken by another.
const shell = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && !told && end('SIGTERM'), 500).unref()
// Killed without having been told to stop, by the system for its memory: whoever supervises us must see a failure.
server.on('exit', (code) => process.exit(code ?? (told ? 0 : 1)))
