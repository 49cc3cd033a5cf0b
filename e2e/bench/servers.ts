import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('../..', import.meta.url))

interface Running extends AsyncDisposable {
  readonly url: string
  readonly pid: number
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}

async function start(script: string, url: string, probe: string, env: Record<string, string>): Promise<Running> {
  const child = spawn('node', [script], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const until = Date.now() + 30_000
  while (!(await answers(`${url}${probe}`))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill()
      throw new Error(`${script} did not start`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    pid: child.pid!,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}

/** The simulator on its own port, its clock at rest. */
export function startSimulator(port: number, env: Record<string, string> = {}): Promise<Running> {
  const url = `http://127.0.0.1:${port}`
  return start('packages/simulator/bin/serve.ts', url, '/client/api', {
    SIM_PORT: String(port),
    SIM_CLOCK: 'manual',
    ...env,
  })
}

/** The BFF in front of the given management server. */
export function startBff(port: number, cloudstack: string, env: Record<string, string> = {}): Promise<Running> {
  const url = `http://127.0.0.1:${port}`
  return start('apps/bff/src/server.ts', url, '/healthz', {
    PORT: String(port),
    PUBLIC_URL: url,
    CLOUDSTACK_URL: `${cloudstack}/client/api`,
    DATA_DIR: `test-results/data-${port}`,
    SESSION_SECRET: 'only-for-the-bench-0123456789abcdef',
    LOG_LEVEL: 'error',
    ...env,
  })
}

const json = { 'content-type': 'application/json' }

/** Signs in at the BFF; answers the cookie header. */
export async function signIn(bff: string, username: string): Promise<string> {
  const answer = await fetch(`${bff}/api/session`, {
    method: 'POST',
    headers: { ...json, origin: bff },
    body: JSON.stringify({ username, password: 'password' }),
  })
  if (!answer.ok) throw new Error(`Sign-in failed: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** Signs in at CloudStack's own API; answers the cookie header and the session key. */
export async function login(simulator: string, username: string): Promise<{ cookie: string; sessionkey: string }> {
  const answer = await fetch(`${simulator}/client/api`, {
    method: 'POST',
    body: new URLSearchParams({ command: 'login', username, password: 'password', response: 'json' }),
  })
  const { loginresponse } = (await answer.json()) as { loginresponse: { sessionkey: string } }
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { cookie, sessionkey: loginresponse.sessionkey }
}
