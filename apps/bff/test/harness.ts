import { createApp, type App } from '../src/app.ts'
import { defaultLimits, type Config, type Limits } from '../src/config.ts'
import { createLog } from '../src/log.ts'
import { overFetch } from '../src/transport.ts'

type Fetch = Parameters<typeof overFetch>[0]

export const secret = 'a-secret-of-at-least-thirty-two-characters'
export const origin = 'http://stratoview.test'

export function testConfig(over: Partial<Omit<Config, 'limits'>> & { limits?: Partial<Limits> } = {}): Config {
  return {
    port: 0,
    host: '127.0.0.1',
    cloudstackUrl: 'http://cloud.test/client/api',
    publicUrl: undefined,
    trustedProxies: [],
    sessionSecret: secret,
    // Not even root could make it: a test that needs a folder brings its own.
    dataDir: '/dev/null/nowhere',
    databaseUrl: undefined,
    consoleCaFile: undefined,
    consolePins: {},
    consolePorts: [],
    consoleCaps: { perUser: 12, inAll: 500 },
    simRouters: undefined,
    logLevel: 'trace',
    ...over,
    limits: { ...defaultLimits, ...over.limits },
  }
}

/** What a command was told, as CloudStack would read it. */
export type Told = Record<string, string>
export type Reply = (told: Told, request: Request) => Response | Promise<Response>

/** CloudStack's envelope; the Date is the recorded server's. */
export function says(command: string, inner: unknown, status = 200, headers: [string, string][] = []): Response {
  return new Response(JSON.stringify({ [`${command.toLowerCase()}response`]: inner }), {
    status,
    headers: [
      ['content-type', 'application/json;charset=utf-8'],
      ['date', 'Mon, 23 Nov 2026 08:00:00 GMT'],
      ...headers,
    ],
  })
}

export const refuses = (command: string, errorcode: number, errortext: string) =>
  says(command, { uuidList: [], errorcode, errortext }, errorcode)

/** Recorded: `login.admin`. */
export const loggedIn = (more: Record<string, unknown> = {}) =>
  says(
    'login',
    {
      username: 'admin',
      userid: 'bc377ffd-e719-11f1-9dbe-02fc00000001',
      domainid: 'bc372685-e719-11f1-9dbe-02fc00000001',
      timeout: 1800,
      account: 'admin',
      firstname: 'Admin',
      lastname: 'User',
      type: '1',
      timezone: 'UTC',
      sessionkey: 'SESSIONKEY-of-the-test',
      is2faenabled: 'false',
      is2faverified: 'true',
      ...more,
    },
    200,
    [
      ['set-cookie', 'JSESSIONID=JSESSIONID-of-the-test; Path=/client'],
      ['set-cookie', 'sessionkey=SESSIONKEY-of-the-test;HttpOnly;SameSite=Lax'],
    ],
  )

/** A cloud that lets `admin` in and knows nothing else; `replies` say the rest. */
export function cloud(replies: Record<string, Reply> = {}) {
  const asked: { told: Told; cookie: string | null }[] = []
  const all: Record<string, Reply> = {
    login: () => loggedIn(),
    logout: () => says('logout', { description: 'success' }),
    listApis: () =>
      says('listApis', { count: 3, api: [{ name: 'listRouters' }, { name: 'stopRouter' }, { name: 'addHost' }] }),
    listCapabilities: () => says('listCapabilities', { capability: { cloudstackversion: '4.22.0.0' } }),
    ...replies,
  }
  const fetch: Fetch = async (request) => {
    const told = Object.fromEntries(new URLSearchParams(await request.text()))
    asked.push({ told, cookie: request.headers.get('cookie') })
    const reply = all[told['command'] ?? '']
    return reply ? reply(told, request) : refuses('error', 432, `Unknown API command: ${told['command']}`)
  }
  return { fetch, asked, commands: () => asked.map(({ told }) => told['command']) }
}

/** The app over a fetch, what it logged, and a browser that keeps its cookie. */
export function start(
  fetch: Fetch,
  over: Parameters<typeof testConfig>[0] = {},
  deps: Omit<Parameters<typeof createApp>[1], 'transport' | 'log'> = {},
) {
  const logged: string[] = []
  const log = createLog('trace', { write: (line: string) => void logged.push(line) })
  const app = createApp(testConfig(over), { transport: overFetch(fetch), log, ...deps })
  return { app, logged, ...browser(app) }
}

export function browser(app: App, jar = { cookie: '' }) {
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (jar.cookie) headers.set('cookie', jar.cookie)
    const response = await app.request(`${origin}${path}`, { ...init, headers })
    const set = response.headers.getSetCookie().at(-1)
    if (set) jar.cookie = /max-age=0/i.test(set) ? '' : set.split(';')[0]!
    return response
  }
  const own = { origin, 'content-type': 'application/json' }
  return {
    jar,
    get: (path: string, init: RequestInit = {}) => send(path, init),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: JSON.stringify(body), headers: { ...own, ...headers } }),
    remove: (path: string) => send(path, { method: 'DELETE', headers: own }),
    signIn: (username = 'admin', password = 'the-password') =>
      send('/api/session', { method: 'POST', body: JSON.stringify({ username, password }), headers: own }),
  }
}

export interface Said {
  error: { status: number; code: string; message: string; command?: string; field?: string }
}
export const errorOf = async (response: Response) => ((await response.json()) as Said).error

/** A router with what the contract needs, and as much more as told. */
export const router = (n: number, more: Record<string, unknown> = {}) => ({
  id: `router-${n}`,
  name: `r-${n}-VM`,
  state: 'Running',
  zoneid: 'zone-1',
  isredundantrouter: false,
  requiresupgrade: false,
  ...more,
})
