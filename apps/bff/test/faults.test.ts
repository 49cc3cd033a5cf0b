import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { expect, test, vi } from 'vitest'
import { browser, cloud, errorOf, refuses, router, says, start, type Reply } from './harness.ts'

async function asking(listRouters: Reply, limits: NonNullable<Parameters<typeof start>[1]>['limits'] = {}) {
  const { fetch } = cloud({ listRouters })
  const started = start(fetch, { limits })
  await started.signIn()
  return { ...started, error: async () => errorOf(await started.get('/api/cs/listRouters')) }
}
const failed = (code: string) =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
const text = (body: string, status = 200, type = 'text/html') =>
  new Response(body, { status, headers: { 'content-type': type } })

test.each([
  ['ECONNREFUSED', 'CloudStack cannot be reached: the connection was refused.'],
  ['ENOTFOUND', 'CloudStack cannot be reached: its name is not known.'],
  ['CERT_HAS_EXPIRED', 'CloudStack cannot be reached: its certificate has expired.'],
  ['ESOMETHING', 'CloudStack cannot be reached: the connection failed.'],
])('%s is 502 in one sentence', async (code, message) => {
  const { error } = await asking(() => failed(code))
  expect(await error()).toEqual({ status: 502, code: 'unreachable', message, command: 'listRouters' })
})

test.each([
  ['a web page', () => text('<html>Bad gateway</html>', 502), 'answered 502 with a web page'],
  ['a web page with 200', () => text(' <!doctype html>'), 'answered 200 with a web page'],
  [
    'half a JSON',
    () => text('{"listroutersresponse":{"count":8,"router":[{"id":"r', 200, 'application/json'),
    'broke off before its end',
  ],
  ['plain text', () => text('Please use HTTP POST', 405, 'application/json'), 'something that is not JSON'],
  ['nothing', () => text(''), 'something that is not JSON'],
  [
    'a redirect',
    () => new Response('{}', { status: 302, headers: { location: 'http://elsewhere.test/' } }),
    'answered 302',
  ],
])('%s is 502 in one sentence', async (_, reply, sentence) => {
  const { error } = await asking(reply)
  expect(await error()).toMatchObject({ status: 502, code: 'unexpected', message: expect.stringContaining(sentence) })
})

test.each([
  [431, 'Unable to execute API command listrouters due to invalid value.'],
  [432, 'The API [listRouters] does not exist or is not available for the account for user id [x].'],
  [530, 'Resource [DataCenter:1] is unreachable: Unable to reboot domR'],
  [533, 'no capacity'],
  [503, 'Maintenance or Shutdown has been initiated on this management server. Can not accept new jobs'],
  [429, 'The given user has reached his/her account api limit, please retry after [1] ms.'],
])('CloudStack’s own %i keeps its status and words', async (status, words) => {
  const { error } = await asking(() => refuses('listRouters', status, words))
  expect(await error()).toEqual({ status, code: 'cloudstack', message: words, command: 'listRouters' })
})

test('a 503 of a proxy in between is 502, since CloudStack did not say it', async () => {
  const { error } = await asking(() => text('<h1>Service Unavailable</h1>', 503))
  expect(await error()).toMatchObject({ status: 502, code: 'unexpected' })
})

test('an error without words, as a login without a name has it, still has a sentence', async () => {
  const { error } = await asking(() => text('null', 531, 'application/json'))
  expect(await error()).toMatchObject({
    status: 531,
    code: 'cloudstack',
    message: 'CloudStack refused listRouters with 531 and did not say why.',
  })
})

test('401 for a command the role may not call is not an ended session', async () => {
  const { error } = await asking(() =>
    refuses('listRouters', 401, "The given command 'listRouters' either does not exist, is not available for user."),
  )
  expect(await error()).toMatchObject({ status: 403, code: 'forbidden' })
})

test('markup in CloudStack’s words stays the words', async () => {
  const words = '<img src=x onerror=alert(1)>\u202Egnp.exe'
  const { get } = await asking(() => refuses('listRouters', 530, words))
  const response = await get('/api/cs/listRouters')
  expect(response.headers.get('content-type')).toBe('application/json')
  expect((await errorOf(response)).message).toBe(words)
})

test('an unexpected shape is 502 and names the field', async () => {
  const { error } = await asking(() =>
    says('listRouters', { count: 2, router: [router(1), { ...router(2), state: 7 }] }),
  )
  expect(await error()).toMatchObject({ status: 502, code: 'shape', field: 'router.1.state', command: 'listRouters' })
  const list = await asking(() => says('listRouters', ['no', 'object']))
  expect(await list.error()).toMatchObject({ status: 502, code: 'shape' })
})

test('an answer that never comes is 504', async () => {
  const never: Reply = (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const { error } = await asking(never, { quickTimeout: 20 })
  expect(await error()).toMatchObject({ status: 504, code: 'timeout' })
})

test('a body that stalls half-way is 504 too', async () => {
  const { error } = await asking(
    () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{"list')) })),
    { quickTimeout: 20 },
  )
  expect(await error()).toMatchObject({ status: 504, code: 'timeout' })
})

test('fresh health checks, which CloudStack runs while we wait, have the long time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { fetch } = cloud({
      getRouterHealthCheckResults: () =>
        new Promise((resolve) => {
          const results = { routerhealthchecks: { routerid: 'r', healthchecks: [] } }
          setTimeout(() => resolve(says('getRouterHealthCheckResults', results)), 90_000)
        }),
    })
    const { signIn, post } = start(fetch)
    await signIn()
    const fresh = post('/api/cs/getRouterHealthCheckResults', { routerid: 'r', performfreshchecks: true })
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(2))
    await vi.advanceTimersByTimeAsync(90_000)
    expect((await fresh).status).toBe(200)
  } finally {
    vi.useRealTimers()
  }
})

test('an answer without end is given up on', async () => {
  let sent = 0
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(32))
      },
    })
  const { error } = await asking(() => new Response(endless()), { answerBytes: 1024 * 1024 })
  expect(await error()).toMatchObject({ status: 502, code: 'too-large' })
  expect(sent).toBeLessThan(2 * 1024 * 1024)
})

test.each(['ECONNRESET', 'EPIPE'])(
  'a kept-alive connection that closed under a list (%s) is tried once more, under a change never',
  async (code) => {
    let lists = 0
    let stops = 0
    const { fetch } = cloud({
      listRouters: () => (lists++ === 0 ? failed(code) : says('listRouters', {})),
      stopRouter: () => (stops++, failed(code)),
    })
    const { signIn, get, post } = start(fetch)
    await signIn()
    expect((await get('/api/cs/listRouters')).status).toBe(200)
    expect(await errorOf(await post('/api/cs/stopRouter', { id: 'r' }))).toMatchObject({
      status: 502,
      message: 'CloudStack cannot be reached: the connection broke.',
    })
    expect([lists, stops]).toEqual([2, 1])
  },
)

test('a failure nobody foresaw is 500 and says nothing of itself', async () => {
  const { fetch } = cloud()
  const { app, logged } = start(fetch)
  app.get('/boom', () => {
    throw new Error('a detail of ours')
  })
  const response = await browser(app).get('/boom')
  expect(await errorOf(response)).toEqual({
    status: 500,
    code: 'internal',
    message: 'Stratoview failed at this; its log says why.',
  })
  expect(logged.join('')).toContain('a detail of ours')
})

test('readiness asks CloudStack, seldom', async () => {
  let time = 0
  let up = true
  let asked = 0
  const fetch = () => {
    asked++
    return up
      ? Promise.resolve(refuses('listCapabilities', 401, 'unable to verify user credentials'))
      : failed('ECONNREFUSED')
  }
  const { get } = start(fetch, {}, { now: () => time })
  expect((await get('/readyz')).status).toBe(200)
  up = false
  expect((await get('/readyz')).status).toBe(200)
  expect(asked).toBe(1)
  time += 3_000
  expect(await errorOf(await get('/readyz'))).toMatchObject({
    status: 503,
    message: 'CloudStack cannot be reached: the connection was refused.',
  })
  expect((await get('/healthz')).status).toBe(200)
})

test('measurements name commands and routes', async () => {
  const { get } = await asking(() => refuses('listRouters', 530, 'x'))
  await get('/api/cs/listRouters?id=1')
  await get('/api/cs/whatever-comes')
  const metrics = await (await get('/metrics')).text()
  expect(metrics).toContain('stratoview_cloudstack_errors_total{command="listRouters",code="cloudstack"} 1')
  expect(metrics).toContain(
    'stratoview_request_duration_seconds_count{method="GET",route="/api/cs/:command",status="530"} 1',
  )
  expect(metrics).toContain('stratoview_sessions_total{outcome="opened"} 1')
  expect(metrics).not.toContain('whatever-comes')
})

test('a browser that leaves in the middle of its body is no fault of ours', async () => {
  const { app, logged } = start(cloud().fetch)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const framing of ['Content-Length: 1000', 'Transfer-Encoding: chunked']) {
    const head = `POST /api/session HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\n${framing}`
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1')
    await once(socket, 'connect')
    const begun = once(server, 'request')
    socket.write(`${head}\r\nContent-Type: application/json\r\n\r\n`)
    await begun
    const lines = logged.length
    socket.destroy()
    await expect.poll(() => logged.slice(lines).join('')).toContain('"status":499')
  }
  server.close()
  expect(logged.join('')).not.toContain('unforeseen')
})
