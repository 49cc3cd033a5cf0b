import { test as base, type Page } from '@playwright/test'
import { randomBytes } from 'node:crypto'

type Answer = Record<string, unknown>

/** What a test may do to its own simulated cloud, from outside the product. */
export interface Cloud {
  /** The world's name: sign in as `admin+<world>`. */
  readonly world: string
  /** Moves the world's clock: `'8s'`, `'2m'`, `'1h'`. */
  pass(duration: string): Promise<void>
  /** From now on the command (or `'*'`) fails in this way, `times` times or until `heal()`. */
  fault(command: string, fault: { kind: string; status?: number; errortext?: string; times?: number }): Promise<void>
  heal(): Promise<void>
  /** Starts the management server again: settings that are not dynamic are read. */
  restartServer(): Promise<void>
  /** Gives a VM or host of that name a trouble of the simulator's, e.g. `never-comes-back`; `null` takes it away. */
  trouble(of: string, is: string | null): Promise<void>
  /** A second operator at CloudStack's own API, behind the product's back. Answers what is inside the envelope. */
  call(command: string, params?: Record<string, string>): Promise<Answer>
  /** Signs the page's browser in without the form. */
  signIn(page: Page, username?: string): Promise<void>
}

interface Options {
  /** The kind of world: `''` the demo, `'calm'`, `'empty'`, `'fleet200'` … */
  seed: string
  /** Who is signed in before the test starts: a demo login's name, or `''` for nobody. */
  user: string
}

const simulator = process.env.E2E_SIMULATOR ?? ''
const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

function milliseconds(duration: string): number {
  const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(duration) ?? []
  if (!amount || !unit) throw new Error(`Not a duration: ${duration}`)
  return Number(amount) * (units[unit] ?? 0)
}

async function control(world: string, body: object): Promise<void> {
  const answer = await fetch(`${simulator}/simulator/worlds/${world}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`The simulator refused: ${answer.status} ${await answer.text()}`)
}

function operator(world: string): Cloud['call'] {
  let session: Promise<{ cookie: string; sessionkey: string }> | undefined
  const post = (params: Record<string, string>, cookie = '') =>
    fetch(`${simulator}/client/api`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ ...params, response: 'json' }),
    })
  const login = async () => {
    const answer = await post({ command: 'login', username: `admin+${world}`, password: 'password' })
    const body = (await answer.json()) as { loginresponse: { sessionkey: string } }
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    return { cookie, sessionkey: body.loginresponse.sessionkey }
  }
  return async (command, params = {}) => {
    const ask = async () => {
      const { cookie, sessionkey } = await (session ??= login())
      return post({ command, sessionkey, ...params }, cookie)
    }
    let answer = await ask()
    // A test that lets hours pass has outlived its session.
    if (answer.status === 401) {
      session = undefined
      answer = await ask()
    }
    const [inside] = Object.values((await answer.json()) as Record<string, Answer>)
    if (!answer.ok || !inside) throw new Error(`${command}: ${answer.status} ${JSON.stringify(inside)}`)
    return inside
  }
}

export const test = base.extend<Options & { cloud: Cloud }>({
  seed: ['', { option: true }],
  user: ['admin', { option: true }],
  // Also for the tests that do not name it: somebody must be signed in.
  cloud: [
    async ({ seed, user, page, baseURL }, use) => {
      const world = `${seed}${seed ? '-' : ''}${randomBytes(6).toString('hex')}`
      const cloud: Cloud = {
        world,
        pass: (duration) => control(world, { advance: milliseconds(duration) }),
        fault: (command, fault) => control(world, { fault: { command, ...fault } }),
        heal: () => control(world, { clearFaults: true }),
        restartServer: () => control(world, { console: { restart: true } }),
        trouble: (of, is) => control(world, { trouble: { of, is } }),
        call: operator(world),
        async signIn(target, username = 'admin') {
          const answer = await target.request.post('/api/session', {
            data: {
              username: `${username}+${world}`,
              password: 'password',
              ...(username === 'salesadmin' ? { domain: '/sales' } : {}),
            },
            headers: { origin: baseURL ?? '' },
          })
          if (!answer.ok()) throw new Error(`Sign-in failed: ${answer.status()} ${await answer.text()}`)
        },
      }
      if (user) await cloud.signIn(page, user)
      await use(cloud)
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
