import { expect, test } from 'vitest'
import { cloud, errorOf, origin, router, says, secret, start } from './harness.ts'

async function signedIn(replies: Parameters<typeof cloud>[0], over: Parameters<typeof start>[1] = {}) {
  const upstream = cloud(replies)
  const started = start(upstream.fetch, over)
  await started.signIn()
  return { ...upstream, ...started }
}

test('a list is asked by GET and answered without its envelope, by CloudStack’s clock', async () => {
  const { get, asked } = await signedIn({
    listRouters: () => says('listRouters', { count: 1, router: [router(1, { unknown: 'passes' })] }),
  })
  const response = await get('/api/cs/listRouters?listall=true&page=1&pagesize=20')
  expect(await response.json()).toEqual({ count: 1, router: [router(1, { unknown: 'passes' })] })
  expect(response.headers.get('x-cloudstack-date')).toBe(String(Date.UTC(2026, 10, 23, 8)))
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(asked.at(-1)?.told).toEqual({
    command: 'listRouters',
    response: 'json',
    sessionkey: 'SESSIONKEY-of-the-test',
    listall: 'true',
    page: '1',
    pagesize: '20',
  })
})

test('an empty list has a count and an array though CloudStack leaves both out', async () => {
  const { get } = await signedIn({ listRouters: () => says('listRouters', {}) })
  expect(await (await get('/api/cs/listRouters')).json()).toEqual({ count: 0, router: [] })
})

test('a job is posted and answers its id', async () => {
  const { post, asked } = await signedIn({ stopRouter: () => says('stopRouter', { jobid: 'job-1' }) })
  const response = await post('/api/cs/stopRouter', { id: 'router-1', forced: true })
  expect(await response.json()).toEqual({ jobid: 'job-1' })
  expect(asked.at(-1)?.told).toMatchObject({ command: 'stopRouter', id: 'router-1', forced: 'true' })
})

test.each([
  'nothing',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'login',
  'logout',
  'validateUserTwoFactorAuthenticationCode',
  'LISTROUTERS',
  '%2e%2e%2fsession',
  'listRouters/',
  'listRouters%00',
  'addHost',
])('there is no command %s', async (name) => {
  const { get, post, commands } = await signedIn({})
  const before = commands().length
  expect((await get(`/api/cs/${name}`)).status).toBe(404)
  expect(await errorOf(await post(`/api/cs/${name}`, {}))).toMatchObject({ status: 404 })
  expect(commands().length).toBe(before)
})

test('the wrong method is 405 and says the right one', async () => {
  const { get, post, app, jar } = await signedIn({})
  const read = await get('/api/cs/stopRouter?id=router-1')
  expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST'])
  const write = await post('/api/cs/listRouters', {})
  expect([write.status, write.headers.get('allow')]).toEqual([405, 'GET'])
  const put = await app.request(`${origin}/api/cs/listRouters`, {
    method: 'PUT',
    headers: { origin, 'content-type': 'application/json', cookie: jar.cookie },
  })
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET'])
})

test('health results are read by GET, and fresh checks, which act, only posted', async () => {
  const results = { routerhealthchecks: { routerid: 'router-1', healthchecks: [] } }
  const { get, post, asked } = await signedIn({
    getRouterHealthCheckResults: () => says('getRouterHealthCheckResults', results),
  })
  const path = '/api/cs/getRouterHealthCheckResults'
  expect((await get(`${path}?routerid=router-1`)).status).toBe(200)
  expect((await get(`${path}?routerid=router-1&performfreshchecks=false`)).status).toBe(200)
  const asking = await get(`${path}?routerid=router-1&performfreshchecks=true`)
  expect([asking.status, asking.headers.get('allow')]).toEqual([405, 'POST'])
  const idle = await post(path, { routerid: 'router-1' })
  expect([idle.status, idle.headers.get('allow')]).toEqual([405, 'GET'])
  expect((await post(path, { routerid: 'router-1', performfreshchecks: true })).status).toBe(200)
  expect(asked.at(-1)?.told).toMatchObject({ performfreshchecks: 'true' })
})

test.each([
  ['command=destroyRouter', 'command'],
  ['sessionkey=mine', 'sessionkey'],
  ['response=xml', 'response'],
  ['nonsense=1', 'nonsense'],
  ['__proto__=1', '__proto__'],
  ['constructor=1', 'constructor'],
  ['page=one&pagesize=2', 'page'],
  ['listall=perhaps', 'listall'],
  ['id=', 'id'],
  ['id=a&id=b', 'id'],
])('the query ?%s is 400 and names %s', async (query, field) => {
  const { get, commands } = await signedIn({})
  const before = commands().length
  const error = await errorOf(await get(`/api/cs/listRouters?${query}`))
  expect(error).toMatchObject({ status: 400, code: 'bad-parameter', command: 'listRouters', field })
  expect(commands().length).toBe(before)
})

test.each([
  ['{"id":"r","__proto__":{"forced":true}}', '__proto__'],
  ['{"id":"r","forced":"yes"}', 'forced'],
  ['{"id":{"a":1}}', 'id'],
  ['{"id":null}', 'id'],
  ['{}', 'id'],
  ['[]', undefined],
  ['null', undefined],
  ['', undefined],
  ['{"id":', undefined],
])('the body %s is 400', async (body, field) => {
  const { jar, app, commands } = await signedIn({})
  const before = commands().length
  const headers = { origin, 'content-type': 'application/json', cookie: jar.cookie }
  const response = await app.request(`${origin}/api/cs/stopRouter`, { method: 'POST', body, headers })
  expect(await errorOf(response)).toMatchObject({ status: 400, command: 'stopRouter', ...(field && { field }) })
  expect(commands().length).toBe(before)
})

test('without a session nothing goes to CloudStack', async () => {
  const { fetch, asked } = cloud()
  const { get, post } = start(fetch)
  expect((await get('/api/cs/listRouters')).status).toBe(401)
  expect((await post('/api/cs/stopRouter', { id: 'r' })).status).toBe(401)
  expect((await get('/api/fleet/routers')).status).toBe(401)
  expect(asked).toEqual([])
})

test.each([
  ['another site', { origin: 'https://evil.example', 'content-type': 'application/json' }, 403],
  ['no origin', { 'content-type': 'application/json' }, 403],
  ['a sandboxed page', { origin: 'null', 'content-type': 'application/json' }, 403],
  ['a form', { origin, 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['plain text', { origin, 'content-type': 'text/plain' }, 415],
  ['a look-alike type', { origin, 'content-type': 'application/jsonp' }, 415],
  ['no content type', { origin }, 415],
])('a change asked by %s is refused', async (_, headers: Record<string, string>, status) => {
  const { app, jar, commands } = await signedIn({})
  const before = commands().length
  const init = {
    method: 'POST',
    body: new TextEncoder().encode('{"id":"r"}'),
    headers: new Headers({ ...headers, cookie: jar.cookie }),
  }
  expect((await app.request(`${origin}/api/cs/stopRouter`, init)).status).toBe(status)
  expect(commands().length).toBe(before)
})

test('behind a proxy only PUBLIC_URL is our own', async () => {
  const { fetch } = cloud()
  const { app } = start(fetch, { publicUrl: 'https://ops.example' })
  const login = (from: string) =>
    app.request('http://10.0.0.5:8080/api/session', {
      method: 'POST',
      body: '{"username":"admin","password":"x"}',
      headers: { origin: from, 'content-type': 'application/json', host: '10.0.0.5:8080' },
    })
  expect((await login('https://ops.example')).status).toBe(200)
  expect((await login('http://10.0.0.5:8080')).status).toBe(403)
  expect((await login('http://ops.example')).status).toBe(403)
})

test('a body of a megabyte is 413, told or not told beforehand', async () => {
  const { app, jar } = await signedIn({})
  const big = JSON.stringify({ id: 'x'.repeat(1024 * 1024) })
  const headers = { origin, 'content-type': 'application/json', cookie: jar.cookie }
  expect((await app.request(`${origin}/api/cs/stopRouter`, { method: 'POST', body: big, headers })).status).toBe(413)
  const streamed = new Request(`${origin}/api/cs/stopRouter`, {
    method: 'POST',
    body: new Blob([big]).stream(),
    headers,
    duplex: 'half',
  } as RequestInit)
  expect((await app.request(streamed)).status).toBe(413)
})

test('every answer carries the policy, and errors are JSON under /api', async () => {
  const { get } = await signedIn({})
  for (const path of ['/api/nothing', '/healthz', '/api/cs/nothing', '/nothing']) {
    const { headers } = await get(path)
    expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'self'; .*frame-ancestors 'none'$/)
    expect(headers.get('content-security-policy')).not.toMatch(/script-src|unsafe-eval/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  }
  expect(await errorOf(await get('/api/nothing'))).toMatchObject({ status: 404, code: 'not-found' })
})

test('no secret is in any log line, measurement or error, whatever happens', async () => {
  const { post, get, remove, logged, jar } = await signedIn({
    stopRouter: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('SESSIONKEY of the socket') })),
    listRouters: () => says('listRouters', { count: 1, router: [{}] }),
  })
  const texts: string[] = []
  for (const response of [
    await post('/api/cs/stopRouter', { id: 'router-1' }),
    await get('/api/cs/listRouters?id=id-of-a-router'),
    await get('/api/fleet/routers'),
    await post('/api/session', { username: 'admin', password: 'the-password', more: 'of-the-test' }),
    await get('/metrics'),
    await get('/api/session'),
    await remove('/api/session'),
  ]) {
    texts.push(await response.text())
  }
  const log = logged.join('')
  expect(log).toContain('"route":"/api/cs/:command"')
  expect(log).toContain('"command":"stopRouter"')
  for (const text of [log, ...texts]) {
    for (const hidden of ['the-password', 'of-the-test', secret, jar.cookie.slice(11) || 'none', 'id-of-a-router']) {
      expect(text).not.toContain(hidden)
    }
  }
})

test('of a setting that is a secret a page learns only whether it has a value', async () => {
  const plain = { name: 'router.check.interval', category: 'Advanced', value: '30', defaultvalue: '30', type: 'Number' }
  const sso = { name: 'security.singlesignon.key', category: 'Secure', value: 'XxiCIVV5', type: 'String' }
  const quota = { name: 'quota.usage.smtp.password', category: 'Advanced', value: '', type: 'String' }
  const mail = { name: 'alert.smtp.password', category: 'Secure', type: 'String' }
  const told = { name: 'log.hide.password', category: 'Advanced', value: 'true', type: 'Boolean' }
  const { get, post } = await signedIn({
    listConfigurations: () => says('listConfigurations', { count: 5, configuration: [plain, sso, quota, mail, told] }),
    updateConfiguration: () => says('updateConfiguration', { configuration: sso }),
    resetConfiguration: () => says('resetConfiguration', { configuration: plain }),
  })
  const listed = await (await get('/api/cs/listConfigurations')).text()
  expect(listed).not.toContain('XxiCIVV5')
  expect(JSON.parse(listed)).toEqual({
    count: 5,
    configuration: [
      plain,
      { name: sso.name, category: 'Secure', type: 'String', withheld: true },
      { name: quota.name, category: 'Advanced', type: 'String', withheld: false },
      { name: mail.name, category: 'Secure', type: 'String', withheld: false },
      told,
    ],
  })
  const updated = await post('/api/cs/updateConfiguration', { name: sso.name, value: 'XxiCIVV5' })
  expect(await updated.text()).not.toContain('XxiCIVV5')
  expect(await (await post('/api/cs/resetConfiguration', { name: plain.name })).json()).toEqual({
    configuration: plain,
  })
})

test('the event of a changed secret does not say it', async () => {
  const event = (description?: string) => ({
    id: 'e',
    type: 'CONFIGURATION.VALUE.EDIT',
    level: 'INFO',
    created: 'now',
    description,
  })
  const done = 'Successfully completed updating configuration.  Name:'
  const told = [
    `${done} security.singlesignon.key New Value: HIDDEN Name: other New Value: HIDDEN`,
    `${done} network.loadbalancer.haproxy.stats.auth New Value: HIDDEN\nHIDDEN`,
    `${done} router.check.interval New Value: 30`,
    undefined,
  ]
  const { get } = await signedIn({ listEvents: () => says('listEvents', { count: 4, event: told.map(event) }) })
  const { event: events } = (await (await get('/api/cs/listEvents')).json()) as { event: { description?: string }[] }
  expect(events.map(({ description }) => description)).toEqual([
    `${done} security.singlesignon.key New Value: *****`,
    `${done} network.loadbalancer.haproxy.stats.auth New Value: *****`,
    told[2],
    undefined,
  ])
})

test('keys of users, and the secrets that a job has ended with, stay with the BFF', async () => {
  const ended = {
    virtualmachine: { id: 'vm-1', password: 'HIDDEN', passwordenabled: true, nic: [{ ipsecpsk: 'HIDDEN' }] },
  }
  const user = { id: 'user-1', username: 'admin', apikey: 'HIDDEN', apikeyaccess: 'INHERIT' }
  const { get } = await signedIn({
    listUsers: () => says('listUsers', { count: 1, user: [user] }),
    listAccounts: () => says('listAccounts', { count: 1, account: [{ id: 'account-1', name: 'admin', user: [user] }] }),
    queryAsyncJobResult: () => says('queryAsyncJobResult', { jobid: 'job-1', jobstatus: 1, jobresult: ended }),
  })
  const shown = { id: 'user-1', username: 'admin', apikeyaccess: 'INHERIT' }
  expect(await (await get('/api/cs/listUsers')).json()).toEqual({ count: 1, user: [shown] })
  expect(await (await get('/api/cs/listAccounts')).json()).toMatchObject({ account: [{ user: [shown] }] })
  const job = (await (await get('/api/cs/queryAsyncJobResult?jobid=job-1')).json()) as { jobresult: unknown }
  expect(job.jobresult).toEqual({ virtualmachine: { id: 'vm-1', passwordenabled: true, nic: [{}] } })
})

test('the empty text reaches CloudStack as a setting’s value', async () => {
  const { post, asked } = await signedIn({
    updateConfiguration: () => says('updateConfiguration', { configuration: { name: 'router.template.kvm' } }),
  })
  await post('/api/cs/updateConfiguration', { name: 'router.template.kvm', value: '' })
  expect(asked.at(-1)?.told).toMatchObject({ command: 'updateConfiguration', value: '' })
})

test('an interval that is changed here counts at once for whoever changed it', async () => {
  let fetchEvery = '10'
  const { get, post } = await signedIn({
    listApis: () => says('listApis', { api: [{ name: 'listConfigurations' }, { name: 'updateConfiguration' }] }),
    listConfigurations: ({ name }) =>
      says('listConfigurations', { count: 1, configuration: [{ name, value: fetchEvery }] }),
    updateConfiguration: ({ name, value }) => {
      fetchEvery = String(value)
      return says('updateConfiguration', { configuration: { name, value } })
    },
  })
  const fetchinterval = async () =>
    ((await (await get('/api/session')).json()) as { features: { fetchinterval: number } }).features.fetchinterval
  expect(await fetchinterval()).toBe(10)
  const other = await post('/api/cs/updateConfiguration', { name: 'router.check.interval', value: '20' })
  expect(other.headers.get('set-cookie')).toBeNull()
  await post('/api/cs/updateConfiguration', { name: 'router.health.checks.results.fetch.interval', value: '20' })
  expect(await fetchinterval()).toBe(20)
})
