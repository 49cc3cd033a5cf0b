import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { placeOf, type Storage } from '../src/bundle/place.ts'
import { download } from '../src/bundle/stream.ts'
import { Forbidden } from '../src/console/targets.ts'
import { authority, certificate, certificateKey } from './console-certificates.ts'
import { cloud, errorOf, says, start } from './harness.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

async function listening<S extends Server | TcpServer>(server: S): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

interface Job {
  jobstatus?: number
  cmd?: string
  jobresult?: unknown
}

/** A cloud in which a job has made a bundle at `url`. */
function made(url: string, job: Job = {}, settings: { name: string; value: string }[] = []) {
  const apis = ['getDiagnosticsData', 'listSystemVms', 'listRouters', 'listConfigurations', 'queryAsyncJobResult']
  return cloud({
    listApis: () => says('listApis', { api: apis.map((name) => ({ name })) }),
    queryAsyncJobResult: () =>
      says('queryAsyncJobResult', {
        jobid: 'job-1',
        jobstatus: 1,
        cmd: 'org.apache.cloudstack.api.command.admin.diagnostics.GetDiagnosticsDataCmd',
        jobinstanceid: 'router-1',
        jobresult: { diagnostics: { url } },
        ...job,
      }),
    listRouters: () =>
      says('listRouters', {
        router: [
          {
            id: 'router-1',
            name: 'r-1-VM',
            state: 'Running',
            zoneid: 'zone-1',
            zonename: 'fra-1',
            isredundantrouter: false,
            requiresupgrade: false,
          },
        ],
      }),
    listSystemVms: ({ zoneid }) =>
      says('listSystemVms', {
        systemvm:
          zoneid === 'zone-1'
            ? [
                {
                  id: 's-1',
                  name: 's-1-VM',
                  state: 'Running',
                  systemvmtype: 'secondarystoragevm',
                  zoneid,
                  publicip: '203.0.113.2',
                },
              ]
            : [],
      }),
    listConfigurations: () => says('listConfigurations', { configuration: settings }),
  })
}

type Over = Parameters<typeof start>[1]

/** Signed in to a cloud on this machine, whose storage VM is the given server. */
async function from(listener: RequestListener, over: Over = {}) {
  const asked: { url: string | undefined; headers: Record<string, unknown> }[] = []
  const server = createServer((request, answer) => {
    asked.push({ url: request.url, headers: request.headers })
    listener(request, answer)
  })
  const port = await listening(server)
  const app = start(made(`http://127.0.0.1:${port}/userdata/u/a.zip`).fetch, {
    cloudstackUrl: 'http://127.0.0.1:1/client/api',
    ...over,
  })
  await app.signIn()
  return { ...app, asked, server }
}

const bytes = Buffer.from('PK\u0003\u0004 and so on')

describe('a bundle that is all right', () => {
  test('comes as it is, under its own name, and nothing of the session goes along', async () => {
    const app = await from((_, answer) => answer.end(bytes))
    const got = await app.get('/api/diagnostics/job-1')
    expect(got.status).toBe(200)
    expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes)
    expect(got.headers.get('content-type')).toBe('application/zip')
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="a.zip"')
    expect(got.headers.get('x-content-type-options')).toBe('nosniff')
    expect(got.headers.get('content-length')).toBe(String(bytes.length))
    expect(app.asked).toHaveLength(1)
    expect(Object.keys(app.asked[0]!.headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host'])
  })

  test('is fetched by TLS from whom the configured authority vouches for, and from nobody else', async () => {
    const port = await listening(
      createTlsServer({ cert: certificate, key: certificateKey }, (_, answer) => void answer.end(bytes)) as Server,
    )
    const url = `https://localhost:${port}/userdata/u/a.zip`
    const dir = mkdtempSync(join(tmpdir(), 'stratoview-bundle-'))
    cleanups.push(() => rmSync(dir, { recursive: true }))
    const file = join(dir, 'ca.pem')
    writeFileSync(file, authority)
    const local = { cloudstackUrl: 'http://127.0.0.1:1/client/api' }
    const trusting = start(made(url).fetch, { ...local, consoleCaFile: file })
    await trusting.signIn()
    expect(Buffer.from(await (await trusting.get('/api/diagnostics/job-1')).arrayBuffer())).toEqual(bytes)
    const doubting = start(made(url).fetch, local)
    await doubting.signIn()
    expect(await errorOf(await doubting.get('/api/diagnostics/job-1'))).toMatchObject({
      status: 502,
      code: 'bundle-untrusted',
    })
  })
})

describe('what is not handed on', () => {
  test.each([
    [301, 'bundle-redirect'],
    [302, 'bundle-redirect'],
    [307, 'bundle-redirect'],
    [404, 'bundle-gone'],
    [206, 'bundle-failed'],
    [500, 'bundle-failed'],
  ])('HTTP %i is %s, and no redirect is followed', async (status, code) => {
    const app = await from((_, answer) => answer.writeHead(status, { location: '/userdata/elsewhere' }).end())
    expect(await errorOf(await app.get('/api/diagnostics/job-1'))).toMatchObject({ status: 502, code })
    expect(app.asked).toHaveLength(1)
  })

  test('a bundle that says it is too large is refused before its first byte', async () => {
    const app = await from((_, answer) => answer.writeHead(200, { 'content-length': '5000000000' }).flushHeaders())
    const got = await errorOf(await app.get('/api/diagnostics/job-1'))
    expect(got).toMatchObject({ status: 502, code: 'bundle-large' })
    expect(got.message).toBe('The file is 4769 MB; at most 256 MB are fetched.')
  })

  test('an endless body ends with an error at the limit, and its connection with it', async () => {
    const closed = Promise.withResolvers<void>()
    const app = await from(
      (request, answer) => {
        request.socket.on('close', () => closed.resolve())
        const more = (): void => void answer.write(Buffer.alloc(65_536), () => !answer.destroyed && setImmediate(more))
        more()
      },
      { limits: { bundleBytes: 1_000_000 } },
    )
    const got = await app.get('/api/diagnostics/job-1')
    expect(got.status).toBe(200)
    await expect(got.arrayBuffer()).rejects.toThrow('larger than the limit')
    await closed.promise
  })

  test('fewer bytes than promised are an error and not a file', async () => {
    const app = await from((_, answer) => {
      answer.writeHead(200, { 'content-length': '1000' }).write(bytes)
      setTimeout(() => answer.destroy(), 20)
    })
    await expect((await app.get('/api/diagnostics/job-1')).arrayBuffer()).rejects.toThrow()
  })

  test('more bytes than promised are cut at what was promised', async () => {
    const tcp = createTcpServer((socket) => {
      socket.on('error', () => undefined)
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nPK\u0003\u0004 and then some')
    })
    const app = start(made(`http://127.0.0.1:${await listening(tcp)}/userdata/u/a.zip`).fetch, {
      cloudstackUrl: 'http://127.0.0.1:1/client/api',
    })
    await app.signIn()
    expect((await (await app.get('/api/diagnostics/job-1')).arrayBuffer()).byteLength).toBe(4)
  })

  test('what is no HTTP, and nobody at all, cannot be reached', async () => {
    const tcp = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    for (const port of [await listening(tcp), 1]) {
      const app = start(made(`http://127.0.0.1:${port < 1024 ? 1025 : port}/userdata/u/a.zip`).fetch, {
        cloudstackUrl: 'http://127.0.0.1:1/client/api',
      })
      await app.signIn()
      expect(await errorOf(await app.get('/api/diagnostics/job-1'))).toMatchObject({ code: 'bundle-unreachable' })
    }
  })

  test('when the browser leaves, so do we', async () => {
    const closed = Promise.withResolvers<void>()
    const app = await from((request, answer) => {
      request.socket.on('close', () => closed.resolve())
      answer.write(bytes)
    })
    const got = await app.get('/api/diagnostics/job-1')
    await got.body!.cancel()
    await closed.promise
  })

  test('only so many at a time, and who only asks what there is (HEAD) or never reads holds no place for long', async () => {
    const app = await from((_, answer) => void answer.write(bytes), { limits: { bundleMs: 300 } })
    for (let i = 0; i < 10; i++) {
      const head = await app.get('/api/diagnostics/job-1', { method: 'HEAD' })
      expect(head.status).toBe(200)
      expect(head.headers.get('content-disposition')).toBe('attachment; filename="a.zip"')
    }
    expect(app.asked).toEqual([])
    for (let i = 0; i < 8; i++) expect((await app.get('/api/diagnostics/job-1')).status).toBe(200)
    expect(await errorOf(await app.get('/api/diagnostics/job-1'))).toMatchObject({ status: 503, code: 'busy' })
    await expect.poll(async () => (await app.get('/api/diagnostics/job-1')).status).toBe(200)
  })

  test('a place is given back also when the browser had gone before the first byte, and nobody heeded that', async () => {
    const heedless = () => Promise.resolve({ status: 200, length: undefined, body: (async function* () {})() })
    const place = { secure: false, host: 's', port: 80, address: '203.0.113.2', path: '/', zones: [] }
    const { ended } = await download(heedless, place, { bytes: 1, time: 60_000 }, AbortSignal.abort(), () => undefined)
    await ended
  })

  test('a browser sees a broken connection when the storage VM breaks off', async () => {
    const app = await from((_, answer) => {
      answer.write(bytes)
      setTimeout(() => answer.destroy(), 20)
    })
    const server = serve({ fetch: app.app.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    cleanups.push(() => void server.close())
    const { port } = server.address() as AddressInfo
    const printed = vi.spyOn(console, 'error').mockReturnValue()
    cleanups.push(() => printed.mockRestore())
    const got = await fetch(`http://127.0.0.1:${port}/api/diagnostics/job-1`, { headers: { cookie: app.jar.cookie } })
    expect(got.status).toBe(200)
    await expect(got.arrayBuffer()).rejects.toThrow()
    // One line of the log, and nothing past it.
    expect(app.logged.filter((line) => line.includes('bundle broke off'))).toHaveLength(1)
    expect(printed).not.toHaveBeenCalled()
  })
})

describe('whose job', () => {
  test.each<[string, Job, number, string]>([
    ['of another command', { cmd: 'org.apache.cloudstack.api.command.admin.router.StopRouterCmd' }, 404, 'not-found'],
    ['still running', { jobstatus: 0 }, 409, 'not-ready'],
    ['that failed', { jobstatus: 2, jobresult: { errorcode: 530, errortext: 'No SSVM found in zone' } }, 409, 'failed'],
    ['without a URL', { jobresult: { diagnostics: {} } }, 502, 'shape'],
  ])('a job %s', async (_, job, status, code) => {
    const app = start(made('http://203.0.113.2/userdata/u/a.zip', job).fetch)
    await app.signIn()
    expect(await errorOf(await app.get('/api/diagnostics/job-1'))).toMatchObject({ status, code })
  })

  test('nobody who is not signed in, and nobody without the right', async () => {
    const app = start(made('http://203.0.113.2/userdata/u/a.zip').fetch)
    expect((await app.get('/api/diagnostics/job-1')).status).toBe(401)
    const poor = start(cloud().fetch)
    await poor.signIn()
    expect(await errorOf(await poor.get('/api/diagnostics/job-1'))).toMatchObject({ status: 403 })
  })

  test('an address outside the zone is named in the log and refused', async () => {
    const app = start(made('http://169.254.169.254/userdata/latest').fetch)
    await app.signIn()
    expect(await errorOf(await app.get('/api/diagnostics/job-1'))).toMatchObject({
      status: 502,
      code: 'bundle-address',
    })
    expect(app.logged.join()).toContain('bundle-address')
  })

  test('even a storage VM’s own address is not connected to when it is one of this machine', async () => {
    const lies = made('http://127.0.0.1/userdata/u/a.zip')
    const app = start(async (request) => {
      const copy = new URLSearchParams(await request.clone().text())
      if (copy.get('command') !== 'listSystemVms' || !copy.has('zoneid')) return lies.fetch(request)
      const vm = { id: 's-1', name: 's-1-VM', state: 'Running', systemvmtype: 'secondarystoragevm', zoneid: 'zone-1' }
      return says('listSystemVms', { systemvm: [{ ...vm, publicip: '127.0.0.1' }] })
    })
    await app.signIn()
    expect(await errorOf(await app.get('/api/diagnostics/job-1'))).toMatchObject({ code: 'bundle-address' })
  })
})

describe('addresses', () => {
  const zone: Storage = { publicips: ['203.0.113.2', '203.0.113.3'], domain: '', zones: [], local: false }
  const path = '/userdata/u/a.zip'

  test.each<[string, Partial<Storage>, string]>([
    [`http://203.0.113.2${path}`, {}, '203.0.113.2:80'],
    [`https://203.0.113.3${path}`, {}, '203.0.113.3:443'],
    [`https://203-0-113-3.ssvm.example.com${path}`, { domain: '*.ssvm.example.com' }, '203.0.113.3:443'],
    [`https://SSVM.example.com${path}`, { domain: 'ssvm.example.com' }, 'ssvm.example.com:443'],
    [`http://127.0.0.1:8081${path}`, { local: true }, '127.0.0.1:8081'],
  ])('%s is fetched', (url, more, where) => {
    const place = placeOf(url, { ...zone, ...more })
    expect(`${place.address}:${place.port}`).toBe(where)
    expect(place.path).toBe(path)
  })

  test.each<[string, Partial<Storage>]>([
    [`http://203.0.113.9${path}`, {}],
    [`http://10.0.0.5${path}`, {}],
    [`http://127.0.0.1:8081${path}`, {}],
    [`http://127.0.0.1:22${path}`, { local: true }],
    [`http://192.168.1.1:8080${path}`, { local: true }],
    [`http://203.0.113.2:8080${path}`, {}],
    [`http://user:word@203.0.113.2${path}`, {}],
    [`ftp://203.0.113.2${path}`, {}],
    [`file://${path}`, {}],
    ['http://203.0.113.2/etc/passwd', {}],
    ['http://203.0.113.2/userdata/../admin', {}],
    [`http://0xcb007102:81${path}`, {}],
    [`https://203-0-113-9.ssvm.example.com${path}`, { domain: '*.ssvm.example.com' }],
    [`https://203-0-113-2.evil.example${path}`, { domain: '*.ssvm.example.com' }],
    [`https://203-0-113-2.ssvm.example.com.evil.example${path}`, { domain: '*.ssvm.example.com' }],
    [`https://evil.example${path}`, { domain: 'ssvm.example.com' }],
    [`https://evil.example${path}`, {}],
    ['not a URL', {}],
  ])('%s is refused', (url, more) => {
    expect(() => placeOf(url, { ...zone, ...more })).toThrow(Forbidden)
  })
})
