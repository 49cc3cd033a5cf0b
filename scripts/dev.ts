// npm run dev: Vite with hot reload on 5173, the BFF behind it on PORT, restarted when its sources change.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const port = process.env.PORT ?? '8080'
const children = [
  spawn('node', ['--watch', 'apps/bff/src/server.ts'], {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PORT: port, PUBLIC_URL: process.env.PUBLIC_URL ?? 'http://localhost:5173' },
  }),
  spawn('vite', ['--port', '5173', '--strictPort'], {
    cwd: `${cwd}/apps/web`,
    stdio: 'inherit',
    env: { ...process.env, BFF_URL: `http://127.0.0.1:${port}` },
  }),
]
const end = () => children.forEach((child) => child.kill())
process.on('SIGINT', end)
process.on('SIGTERM', end)
for (const child of children)
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 0
    end()
  })
