import { expect, test } from 'vitest'
import { browser, cloud, errorOf, loggedIn, refuses, says, start } from './harness.ts'

test('signs in, says who is there and what they may do, and keeps one sealed cookie', async () => {
  const { fetch, asked } = cloud()
  const { signIn, get, jar } = start(fetch)
  const response = await signIn()
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    user: expect.objectContaining({ username: 'admin', account: 'admin', type: '1', timezone: 'UTC' }),
    features: { apis: ['listRouters', 'stopRouter'], cloudstackversion: '4.22.0.0' },
  })
  const [cookie = '', ...others] = response.headers.getSetCookie()
  expect(others).toEqual([])
  expect(cookie).toMatch(/^stratoview=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(cookie).not.toMatch(/of-the-test|the-password/)
  expect(cookie.length).toBeLessThan(3_000)

  expect((await get('/api/session')).status).toBe(200)
  expect(asked.at(-1)).toEqual({
    told: { command: 'listCapabilities', response: 'json', sessionkey: 'SESSIONKEY-of-the-test' },
    cookie: 'JSESSIONID=JSESSIONID-of-the-test; sessionkey=SESSIONKEY-of-the-test',
  })
  expect(jar.cookie).not.toBe('')
})

test('on https the cookie is Secure and bound to the host', async () => {
  const { fetch } = cloud()
  const { app } = start(fetch, { publicUrl: 'https://ops.example' })
  const response = await app.request('http://inside:8080/api/session', {
    method: 'POST',
    body: JSON.stringify({ username: 'admin', password: 'x' }),
    headers: { origin: 'https://ops.example', 'content-type': 'application/json' },
  })
  expect(response.headers.getSetCookie().at(-1)).toMatch(
    /^__Host-stratoview=.+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
})

test('a cookie outlives a restart, and another secret or another cloud does not open it', async () => {
  const { fetch } = cloud()
  const { signIn, jar } = start(fetch)
  await signIn()
  const after = (over: Parameters<typeof start>[1]) => browser(start(fetch, over).app, { ...jar }).get('/api/session')
  expect((await after({})).status).toBe(200)
  expect((await after({ sessionSecret: 'another-secret-that-is-just-as-long' })).status).toBe(401)
  expect((await after({ cloudstackUrl: 'http://other.test/client/api' })).status).toBe(401)
})

test('a forged, a cut, a foreign and an old cookie are nobody', async () => {
  const { fetch, asked } = cloud()
  const old = start(fetch, { limits: { sessionMs: -1_000 } })
  await old.signIn()
  expect(await errorOf(await old.get('/api/session'))).toMatchObject({ status: 401, code: 'unauthorized' })
  const { signIn, jar, get } = start(fetch)
  await signIn()
  const good = jar.cookie
  const before = asked.length
  // The last letters of base64 may hold unused bits; the middle holds none.
  const at = Math.floor(good.length / 2)
  const changed = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`
  for (const cookie of [good.slice(0, -3), changed, 'stratoview=a.b.c.d.e', 'stratoview=', 'stratoview=%00']) {
    jar.cookie = cookie
    expect((await get('/api/session')).status, cookie).toBe(401)
  }
  expect(asked.length).toBe(before)
})

test('a refused sign-in is 401 in CloudStack’s words', async () => {
  const text = 'Failed to authenticate user admin in domain 1; please provide valid credentials'
  const { fetch } = cloud({ login: () => refuses('login', 531, text) })
  const { signIn, jar } = start(fetch)
  const response = await signIn()
  expect(response.status).toBe(401)
  expect((await errorOf(response)).message).toBe(text)
  expect(jar.cookie).toBe('')
})

test.each([
  ['ROOT', ''],
  ['/', ''],
  ['', ''],
  ['sales', '/sales'],
  ['ROOT/sales/', '/sales'],
  ['/rooted', '/rooted'],
])('the domain %j is %j to CloudStack', async (domain, path) => {
  const { fetch, asked } = cloud()
  const { post } = start(fetch)
  await post('/api/session', { username: 'admin', password: 'x', domain })
  expect(asked[0]?.told['domain']).toBe(path)
})

test('signing out ends both sessions, and works when CloudStack does not answer', async () => {
  const { fetch, commands } = cloud()
  const { signIn, remove, get, jar } = start(fetch)
  await signIn()
  expect((await remove('/api/session')).status).toBe(204)
  expect(commands()).toContain('logout')
  expect(jar.cookie).toBe('')
  expect((await get('/api/session')).status).toBe(401)

  const dead = cloud({ logout: () => Promise.reject(new TypeError('fetch failed')) })
  const other = start(dead.fetch)
  await other.signIn()
  expect((await other.remove('/api/session')).status).toBe(204)
  expect(other.jar.cookie).toBe('')
})

test('an ended CloudStack session is one 401, and a late one does not sign out whoever signed in again', async () => {
  const ended = () => refuses('listRouters', 401, 'unable to verify user credentials and/or request signature')
  const { fetch } = cloud({ listRouters: ended, listCapabilities: ended, listApis: () => says('listApis', {}) })
  const { get, jar } = start(fetch)
  const session = cloud()
  await browser(start(session.fetch).app, jar).signIn()
  const response = await get('/api/cs/listRouters')
  expect(await errorOf(response)).toMatchObject({ status: 401, code: 'unauthorized', command: 'listRouters' })
  expect(response.headers.getSetCookie()).toEqual([])
  expect((await get('/api/session')).status).toBe(401)
  expect(jar.cookie).toBe('')
})

test('ten failed tries a name and then 429, until the window is over; a success does not count', async () => {
  let time = 0
  const wrong = () =>
    refuses('login', 531, 'Failed to authenticate user admin in domain 1; please provide valid credentials')
  const { fetch, commands } = cloud({ login: (told) => (told['password'] === 'right' ? loggedIn() : wrong()) })
  const { signIn } = start(fetch, {}, { now: () => time })
  for (let i = 0; i < 30; i++) expect((await signIn('admin', 'right')).status).toBe(200)
  for (let i = 0; i < 10; i++) expect((await signIn('Admin', 'wrong')).status).toBe(401)
  const tries = commands().length
  expect(await errorOf(await signIn('admin', 'right'))).toMatchObject({ status: 429, code: 'too-many-tries' })
  expect(commands().length).toBe(tries)
  expect((await signIn('another', 'right')).status).toBe(200)
  time += 5 * 60_000
  expect((await signIn('admin', 'right')).status).toBe(200)
})

test.each([
  ['login', { login: () => says('login', { username: 'admin' }) }, 'userid'],
  ['listApis', { listApis: () => says('listApis', { api: [{}] }) }, 'api.0.name'],
] as const)('an answer to %s that lacks what we need is 502, naming it', async (command, replies, field) => {
  const { signIn } = start(cloud(replies).fetch)
  expect(await errorOf(await signIn())).toMatchObject({ status: 502, code: 'shape', command, field })
})

test('who signs in and out is written down, and who is turned away by the address alone', async () => {
  const refusal = () => refuses('login', 531, 'Failed to authenticate user')
  const { fetch } = cloud({ login: (told) => (told['password'] === 'right' ? loggedIn() : refusal()) })
  const { signIn, remove, logged } = start(fetch)
  await signIn('the-password-in-the-wrong-field', 'wrong')
  await signIn('admin', 'right')
  await remove('/api/session')
  const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ audit }) => audit)
  const admin = { username: 'admin', account: 'admin', client: 'unknown' }
  expect(lines).toEqual([
    expect.objectContaining({ audit: 'sign-in-refused', why: 'login-refused', client: 'unknown' }),
    expect.objectContaining({ audit: 'sign-in', ...admin }),
    expect.objectContaining({ audit: 'sign-out', ...admin }),
  ])
  expect(logged.join('')).not.toMatch(/wrong-field|of-the-test/)
})

test('tries through an outage of CloudStack lock nobody out afterwards', async () => {
  let down = true
  const { fetch } = cloud({ login: () => (down ? Promise.reject(new TypeError('fetch failed')) : loggedIn()) })
  const { signIn, get } = start(fetch)
  for (let i = 0; i < 70; i++) expect(await errorOf(await signIn())).toMatchObject({ status: 502, code: 'unreachable' })
  down = false
  expect((await signIn()).status).toBe(200)
  expect(await (await get('/metrics')).text()).toContain('stratoview_sessions_total{outcome="failed"} 70')
})

test('a role that may not so much as ask for the capabilities is let in, and stays in', async () => {
  const { fetch } = cloud({ listCapabilities: () => refuses('listCapabilities', 432, 'The API does not exist') })
  const { signIn, get } = start(fetch)
  expect((await signIn()).status).toBe(200)
  const again = await get('/api/session')
  expect(again.status).toBe(200)
  expect(await again.json()).toMatchObject({ features: { apis: ['listRouters', 'stopRouter'] } })
})

test('a sign-in whose rights could not be read is not lost: the next look reads them', async () => {
  let down = true
  const { fetch } = cloud({
    listApis: () =>
      down ? refuses('listApis', 530, 'not now') : says('listApis', { count: 1, api: [{ name: 'listZones' }] }),
  })
  const { signIn, get } = start(fetch)
  expect((await signIn()).status).toBe(530)
  down = false
  expect(await (await get('/api/session')).json()).toMatchObject({ features: { apis: ['listZones'] } })
})
