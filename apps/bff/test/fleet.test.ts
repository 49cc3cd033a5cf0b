import { expect, test } from 'vitest'
import type { FleetLine, RouterRow } from '../src/app.ts'
import { cloud, errorOf, origin, refuses, router, says, start, type Reply, type Told } from './harness.ts'

type Line = FleetLine<RouterRow>
const lines = async (response: Response): Promise<Line[]> =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
const ids = (all: Line[]) => all.flatMap((line) => ('rows' in line ? line.rows.map((row) => row.id) : []))

/** `count` routers, and a server that takes no page larger than `limit`. */
function fleet(count: () => number, limit = 500): Reply {
  return ({ page, pagesize, command }) => {
    const size = Number(pagesize)
    if (size > limit) return refuses(command!, 431, `Page size can't exceed max allowed page size value: ${limit}`)
    const from = (Number(page) - 1) * size
    const rows = Array.from({ length: Math.max(0, Math.min(size, count() - from)) }, (_, i) => router(from + i))
    return says(command!, rows.length > 0 ? { count: count(), router: rows } : count() > 0 ? { count: count() } : {})
  }
}

async function over(listRouters: Reply, more: Record<string, Reply> = {}) {
  const upstream = cloud({ listRouters, ...more })
  const started = start(upstream.fetch)
  await started.signIn()
  upstream.asked.length = 0
  return { ...upstream, ...started }
}

test('walks 1,201 routers in three calls and streams their rows in order', async () => {
  const { get, asked } = await over(fleet(() => 1201))
  const response = await get('/api/fleet/routers')
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  expect(response.headers.get('x-cloudstack-date')).toBe(String(Date.UTC(2026, 10, 23, 8)))
  const all = await lines(response)
  expect(ids(all)).toEqual(Array.from({ length: 1201 }, (_, i) => `router-${i}`))
  expect(all.at(-1)).toEqual({ done: true })
  expect(all.slice(0, -1).map((line) => 'total' in line && line.total)).toEqual([1201, 1201, 1201])
  expect(asked.map(({ told }) => told['page'])).toEqual(['1', '2', '3'])
  expect(asked[0]?.told).toMatchObject({
    listall: 'true',
    projectid: '-1',
    fetchhealthcheckresults: 'true',
    pagesize: '500',
  })
})

test('a session that ends while the terms are tried is told as that, not as the refusal before', async () => {
  let calls = 0
  const { get } = await over(() =>
    calls++ === 0
      ? refuses('listRouters', 531, 'Permission denied')
      : refuses('listRouters', 401, 'unable to verify user credentials'),
  )
  expect(await errorOf(await get('/api/fleet/routers'))).toMatchObject({ status: 401, code: 'unauthorized' })
})

test('a HEAD asks for the first page and walks no further', async () => {
  const { get, asked } = await over(fleet(() => 1201))
  const response = await get('/api/fleet/routers', { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
  // The packer would pull all it can hold.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(asked.map(({ told }) => told['page'])).toEqual(['1'])
})

test('a row is the columns, with the verdict, and nothing that says nothing', async () => {
  const results = [
    {
      checkname: 'disk_space_check.py',
      checktype: 'basic',
      success: false,
      status: 'FAILED',
      lastupdated: '2026-11-23T07:59:00+0000',
      details: 'full',
    },
  ]
  const row = router(1, {
    isredundantrouter: true,
    redundantstate: 'PRIMARY',
    publicip: '',
    hasannotations: false,
    nic: [{ id: 'n' }],
    healthcheckresults: results,
  })
  const { get } = await over(() => says('listRouters', { count: 1, router: [row] }))
  const [first] = await lines(await get('/api/fleet/routers'))
  expect(first).toEqual({
    total: 1,
    rows: [
      {
        id: 'router-1',
        name: 'r-1-VM',
        state: 'Running',
        zoneid: 'zone-1',
        isredundantrouter: true,
        redundantstate: 'PRIMARY',
        health: expect.objectContaining({
          basic: expect.objectContaining({ verdict: 'failing', total: 1, passed: 0 }),
        }),
      },
    ],
  })
})

test('an empty fleet is one line and the end', async () => {
  const { get } = await over(fleet(() => 0))
  expect(await lines(await get('/api/fleet/routers'))).toEqual([{ rows: [], total: 0 }, { done: true }])
})

test('takes the page limit the server names, and remembers it', async () => {
  const { get, asked } = await over(fleet(() => 450, 200))
  expect(ids(await lines(await get('/api/fleet/routers')))).toHaveLength(450)
  expect(asked.map(({ told }) => told['pagesize'])).toEqual(['500', '200', '200', '200'])
  asked.length = 0
  await lines(await get('/api/fleet/routers'))
  expect(asked).toHaveLength(3)
})

test('a role without project or health rights still sees its routers, and is told what is missing', async () => {
  const inner = fleet(() => 3)
  const strict =
    (name: string, status: number): Reply =>
    (told, request) =>
      name in told ? refuses('listRouters', status, `not for this role: ${name}`) : inner(told, request)
  const noProjects = await over(strict('projectid', 531))
  expect(await lines(await noProjects.get('/api/fleet/routers'))).toEqual([
    expect.objectContaining({ total: 3 }),
    { done: true, without: ['projectid'] },
  ])
  const noHealth = await over(strict('fetchhealthcheckresults', 431))
  const all = await lines(await noHealth.get('/api/fleet/routers'))
  expect(ids(all)).toHaveLength(3)
  expect(all.at(-1)).toEqual({ done: true, without: ['projectid', 'fetchhealthcheckresults'] })
})

test('what fails before the first line is an ordinary error', async () => {
  const text = 'The API [listRouters] does not exist or is not available for the account for user id [x].'
  const { get, asked } = await over(() => refuses('error', 432, text))
  const response = await get('/api/fleet/routers')
  expect(await errorOf(response)).toMatchObject({ status: 432, message: text })
  expect(asked).toHaveLength(1)
})

test('an error on page 3 is a line, and keeps what came before', async () => {
  const inner = fleet(() => 2000)
  const { get } = await over((told, request) =>
    told['page'] === '3' ? refuses('listRouters', 530, 'the database is away') : inner(told, request),
  )
  const all = await lines(await get('/api/fleet/routers'))
  expect(ids(all)).toHaveLength(1000)
  expect(all.at(-1)).toMatchObject({ error: { status: 530, code: 'cloudstack', message: 'the database is away' } })
})

test('the first line does not wait for a slow page 3, and the order holds', async () => {
  const inner = fleet(() => 2000)
  const gate = Promise.withResolvers<void>()
  const { get } = await over(async (told, request) => {
    if (told['page'] === '3') await gate.promise
    return inner(told, request)
  })
  const reader = (await get('/api/fleet/routers')).body!.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => JSON.parse((await reader.read()).value ?? 'null') as Line
  expect(ids([await next()])[0]).toBe('router-0')
  expect(ids([await next()])[0]).toBe('router-500')
  const third = next()
  gate.resolve()
  expect(ids([await third])[0]).toBe('router-1000')
  expect(ids([await next()])[0]).toBe('router-1500')
  expect(await next()).toEqual({ done: true })
})

test('at most four pages are in flight, and a reader that does not read is not read for', async () => {
  let open = 0
  let most = 0
  let pages = 0
  const inner = fleet(() => 500 * 40)
  const { get } = await over(async (told: Told, request) => {
    most = Math.max(most, ++open)
    pages++
    await Promise.resolve()
    open--
    return inner(told, request)
  })
  const response = await get('/api/fleet/routers')
  const reader = response.body!.getReader()
  await reader.read()
  await reader.read()
  // Everything that may be asked ahead has been by now: each turn of the loop lets pending answers settle.
  for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
  expect(pages).toBeLessThanOrEqual(2 + 1 + 4)
  while (!(await reader.read()).done);
  expect(pages).toBe(40)
  expect(most).toBeLessThanOrEqual(4)
})

test('a browser that leaves ends the walk and the calls under way', async () => {
  const inner = fleet(() => 500 * 40)
  const aborted: string[] = []
  const underWay = Promise.withResolvers<void>()
  const { get, logged } = await over((told, request) => {
    if (told['page'] === '1') return inner(told, request)
    if (told['page'] === '5') underWay.resolve()
    return new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => {
        aborted.push(told['page']!)
        reject(request.signal.reason)
      })
    })
  })
  const reader = (await get('/api/fleet/routers')).body!.getReader()
  await reader.read()
  await underWay.promise
  await reader.cancel()
  expect(aborted).toEqual(['2', '3', '4', '5'])
  expect(logged.join('')).not.toContain('fleet broke off')
})

test('a browser that leaves before the first line ends the call as well', async () => {
  const leaving = new AbortController()
  let aborted = false
  const { app, jar } = await over((_, request) => {
    return new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => {
        aborted = true
        reject(request.signal.reason)
      })
      leaving.abort()
    })
  })
  const response = await app.request(`${origin}/api/fleet/routers`, {
    signal: leaving.signal,
    headers: { cookie: jar.cookie },
  })
  expect(aborted).toBe(true)
  expect(response.status).toBe(499)
})

test('a router that leaves during the walk costs no other its row, and none comes twice', async () => {
  let all = Array.from({ length: 1200 }, (_, i) => router(i))
  const { get, asked } = await over(({ page, pagesize }) => {
    const from = (Number(page) - 1) * Number(pagesize)
    const reply = says('listRouters', { count: all.length, router: all.slice(from, from + Number(pagesize)) })
    // Its removal moves every later router one place up, over the edge of a page already read.
    if (page === '1' && all.length === 1200) all = all.filter(({ id }) => id !== 'router-7')
    return reply
  })
  const found = ids(await lines(await get('/api/fleet/routers')))
  expect(found).toHaveLength(new Set(found).size)
  expect(new Set(found)).toEqual(new Set(Array.from({ length: 1200 }, (_, i) => `router-${i}`)))
  expect(asked.length).toBe(6)
})

test('system VMs come the same way', async () => {
  const row = {
    id: 'v-1',
    name: 'v-1-VM',
    state: 'Running',
    systemvmtype: 'consoleproxy',
    zoneid: 'z',
    activeviewersessions: 0,
    arch: 'x86_64',
  }
  const { get, asked } = await over(() => says('listRouters', {}), {
    listSystemVms: () => says('listSystemVms', { count: 1, systemvm: [row] }),
  })
  const { arch: _, ...columns } = row
  expect(await lines(await get('/api/fleet/system-vms'))).toEqual([{ rows: [columns], total: 1 }, { done: true }])
  expect(asked[0]?.told).toMatchObject({ command: 'listSystemVms', page: '1', pagesize: '500' })
})

test('the stream is packed for who can unpack it, its first line no later', async () => {
  const inner = fleet(() => 1000)
  const gate = Promise.withResolvers<void>()
  const { get } = await over(async (told, request) => {
    if (told['page'] === '2') await gate.promise
    return inner(told, request)
  })
  const response = await get('/api/fleet/routers', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  const unpacked = response.body!.pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream())
  const reader = unpacked.getReader()
  let text = ''
  // Were the first line held back, this would wait for ever: page 2 is let go only after it.
  while (!text.includes('\n')) text += (await reader.read()).value ?? ''
  gate.resolve()
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line) as Line)[0]),
  ).toEqual(['rows', 'rows', 'done'])
})

test('a browser that leaves a packed stream ends the walk too', async () => {
  const inner = fleet(() => 500 * 40)
  const underWay = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<void>()
  const { get } = await over((told, request) => {
    if (told['page'] === '1') return inner(told, request)
    underWay.resolve()
    return new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => {
        aborted.resolve()
        reject(request.signal.reason)
      })
    })
  })
  const reader = (await get('/api/fleet/routers', { headers: { 'accept-encoding': 'gzip' } })).body!.getReader()
  await reader.read()
  await underWay.promise
  await reader.cancel()
  await aborted.promise
})

test('a verdict knows how often this cloud runs its checks', async () => {
  const aged = [
    {
      checkname: 'dns_check.py',
      checktype: 'basic',
      success: true,
      status: 'SUCCESS',
      lastupdated: '2026-11-23T07:00:00+0000',
    },
  ]
  const verdict = async (minutes: string) => {
    const { get } = await over(
      () => says('listRouters', { count: 1, router: [router(1, { healthcheckresults: aged })] }),
      {
        listApis: () => says('listApis', { count: 1, api: [{ name: 'listConfigurations' }] }),
        listConfigurations: ({ name }) =>
          name === 'router.health.checks.basic.interval'
            ? says('listConfigurations', { count: 1, configuration: [{ name, value: minutes }] })
            : says('listConfigurations', {}),
      },
    )
    const [first] = await lines(await get('/api/fleet/routers'))
    return first && 'rows' in first && first.rows[0]?.health.basic.verdict
  }
  expect(await verdict('3')).toBe('stale')
  expect(await verdict('60')).toBe('passing')
})
