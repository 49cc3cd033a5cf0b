import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { SystemVm } from '@stratoview/api-client'
import { createSimulator } from '@stratoview/simulator'
import { afterEach, describe, expect, test } from 'vitest'
import type { ServedRow } from '../src/app.ts'
import { overEmbeddedHail, overNetworkHail, type Hail } from '../src/certificates/hail.ts'
import { servedBy } from '../src/certificates/served.ts'
import { createTargets } from '../src/console/targets.ts'
import { authorities } from '../src/console/trust.ts'
import { authority, certificate, certificateKey, pin } from './console-certificates.ts'
import { cloud, refuses, says, start } from './harness.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

async function listening(server: Server): Promise<number> {
  server.on('connection', (socket) => {
    socket.on('error', () => undefined)
    cleanups.push(() => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => void server.close())
  return (server.address() as AddressInfo).port
}

const tls = () => listening(createTlsServer({ cert: `${certificate}\n${authority}`, key: certificateKey }))

/** A developer's machine: loopback is not forbidden. */
const local = createTargets({ ports: [], cloudstackUrl: 'http://127.0.0.1:1' })

const proxy = (over: Partial<SystemVm> = {}): SystemVm => ({
  id: 'vm-1',
  name: 'v-2-VM',
  state: 'Running',
  systemvmtype: 'consoleproxy',
  zoneid: 'zone-1',
  zonename: 'fra-1',
  publicip: '127.0.0.1',
  agentstate: 'Up',
  ...over,
})

/** The app beside a CloudStack that has these system VMs. */
function over(
  vms: SystemVm[],
  ports: number[],
  { url = 'http://127.0.0.1:1/client/api', apis = ['listSystemVms'] } = {},
) {
  const { fetch, commands } = cloud({
    listApis: () => says('listApis', { count: apis.length, api: apis.map((name) => ({ name })) }),
    listSystemVms: () => says('listSystemVms', { count: vms.length, systemvm: vms }),
  })
  return { ...start(fetch, { cloudstackUrl: url, consolePorts: ports }), commands }
}

async function served(app: ReturnType<typeof over>): Promise<ServedRow[]> {
  await app.post('/api/session', { username: 'admin', password: 'password' })
  const answer = await app.get('/api/certificates/served')
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { served: ServedRow[] }).served
}

/** A browser that waits. */
const staying = new AbortController().signal

describe('what a system VM serves', () => {
  test('is the certificate of a real TLS server, and whether anybody vouches for it', async () => {
    const port = await tls()
    const [row] = await served(over([proxy()], [port]))
    expect(row).toEqual({
      ...proxy(),
      what: 'tls',
      port,
      certificate: {
        subject: 'CN=console.test',
        issuer: 'CN=Test authority',
        names: ['localhost', 'console.test'],
        from: '2020-01-01T00:00:00.000Z',
        to: '2120-01-01T00:00:00.000Z',
        pin,
        fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
        chain: 2,
        distrust: 'SELF_SIGNED_CERT_IN_CHAIN',
      },
    })
    const trusting = overNetworkHail({ targets: local, authorities: authorities(authority) })
    const shown = await trusting({ sessionkey: '', address: '127.0.0.1', port })
    expect(shown?.shown).toMatchObject({ chain: [{}, {}] })
    expect(shown?.shown?.distrust).toBeUndefined()
  })

  test('is asked of every one, page by page, of whatever size CloudStack allows', async () => {
    const vms = Array.from({ length: 7 }, (_, n) => proxy({ id: `vm-${n}`, state: 'Stopped' }))
    const { fetch } = cloud({
      listApis: () => says('listApis', { count: 1, api: [{ name: 'listSystemVms' }] }),
      listSystemVms: ({ page, pagesize }) => {
        const [at, size] = [Number(page), Number(pagesize)]
        // Recorded: `listSystemVms.pagesize-too-large`.
        if (size > 3)
          return refuses('listsystemvmsresponse', 431, `Page size can't exceed max allowed page size value: 3`)
        return says('listSystemVms', { count: 7, systemvm: vms.slice((at - 1) * size, at * size) })
      },
    })
    const app = { ...start(fetch, { cloudstackUrl: 'http://127.0.0.1:1/client/api' }), commands: () => [] }
    expect((await served(app)).map(({ id }) => id)).toEqual(vms.map(({ id }) => id))
  })

  test('is nothing where it does not run or has no address, and nothing is tried', async () => {
    const tried: string[] = []
    const hail: Hail = async ({ address }) => void tried.push(address)
    const rows = await servedBy(
      [proxy({ state: 'Stopped' }), proxy({ publicip: undefined }), proxy({ state: 'Starting' })],
      (address, port) => hail({ sessionkey: '', address, port }),
      [],
      staying,
    )
    expect([rows.map(({ what }) => what), tried]).toEqual([['off', 'off', 'off'], []])
  })

  test('prefers TLS, then the console port without it, then whatever answers', async () => {
    const look = async (open: number[], systemvmtype = 'consoleproxy') => {
      const [row] = await servedBy(
        [proxy({ systemvmtype })],
        async (_, port) => (open.includes(port) ? {} : undefined),
        [],
        staying,
      )
      return [row?.what, row?.port]
    }
    expect(await look([80, 8080])).toEqual(['plain', 8080])
    expect(await look([80])).toEqual(['plain', 80])
    expect(await look([8443])).toEqual(['plain', 8443])
    expect(await look([])).toEqual(['silent', undefined])
    expect(await look([8080], 'secondarystoragevm')).toEqual(['silent', undefined])
    expect(await look([443, 80], 'secondarystoragevm')).toEqual(['plain', 80])
  })

  test('is said of every VM, though the certificate of one cannot be read', async () => {
    const unreadable = {
      get publicKey(): never {
        throw new Error('unsupported')
      },
    }
    const shown = { chain: [Object.assign(Object.create(unreadable), { validFrom: 'never', subject: '', issuer: '' })] }
    const rows = await servedBy([proxy(), proxy()], async () => ({ shown }) as never, [], staying)
    expect(rows.map(({ what, certificate }) => [what, certificate])).toEqual([
      ['tls', undefined],
      ['tls', undefined],
    ])
  })

  test('keeps the order of CloudStack, however long each takes', async () => {
    const vms = Array.from({ length: 30 }, (_, n) => proxy({ id: `vm-${n}`, publicip: `198.51.100.${n}` }))
    let now = 0
    let most = 0
    const hail = async () => {
      most = Math.max(most, ++now)
      await new Promise((done) => setImmediate(done))
      now--
      return undefined
    }
    const rows = await servedBy(vms, hail, [], staying)
    expect(rows.map(({ id }) => id)).toEqual(vms.map(({ id }) => id))
    expect(most).toBeLessThanOrEqual(32)
  })

  test('is looked at no further once nobody waits for it', async () => {
    const vms = Array.from({ length: 30 }, (_, n) => proxy({ id: `vm-${n}` }))
    const leaving = new AbortController()
    let looked = 0
    const hail = async () => {
      looked += 1
      leaving.abort(new RangeError('the browser has gone'))
      return undefined
    }
    await expect(servedBy(vms, hail, [], leaving.signal)).rejects.toThrow('has gone')
    // The first alone, at each of its ports.
    expect(looked).toBe(4)
  })
})

describe('nothing else can be reached through it', () => {
  test.each([
    ['this machine', '127.0.0.1'],
    ['a metadata service', '169.254.169.254'],
    ['this machine in another notation', '::ffff:127.0.0.1'],
    ['a name, whatever it stands for', 'localhost'],
    ['an address a URL would understand', '0x7f.1'],
    ['text', '127.0.0.1/../'],
  ])('%s', async (_, publicip) => {
    const port = await tls()
    const [row] = await served(over([proxy({ publicip })], [port], { url: 'https://cloud.test/client/api' }))
    expect(row).toMatchObject({ what: 'silent' })
    expect(row?.certificate).toBeUndefined()
  })

  test('nobody can name an address to it', async () => {
    const port = await tls()
    const app = over([], [port])
    await app.post('/api/session', { username: 'admin', password: 'password' })
    const answer = await app.get('/api/certificates/served?address=127.0.0.1')
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('address')])
    expect(app.commands()).not.toContain('listSystemVms')
    const one = await app.get('/api/certificates/served?id=127.0.0.1')
    expect(await one.json()).toEqual({ served: [] })
  })

  test('a role without system VMs is told no, and nobody signed in is told nothing', async () => {
    const app = over([proxy()], [], { apis: ['listRouters'] })
    expect((await app.get('/api/certificates/served')).status).toBe(401)
    await app.post('/api/session', { username: 'admin', password: 'password' })
    const answer = await app.get('/api/certificates/served')
    expect([answer.status, app.commands().includes('listSystemVms')]).toEqual([403, false])
  })
})

describe('a hostile server', () => {
  const hail = overNetworkHail({ targets: local, authorities: authorities() }, 300)
  const at = (port: number) => hail({ sessionkey: '', address: '127.0.0.1', port })

  test('that says nothing, talks nonsense for ever, or hangs up: it answers without TLS', async () => {
    const mute = await listening(createTcpServer(() => undefined))
    const babble = await listening(
      createTcpServer((socket) => {
        const say = () => {
          while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 0x16)));
        }
        socket.on('drain', say)
        say()
      }),
    )
    const rude = await listening(createTcpServer((socket) => void socket.destroy()))
    expect(await Promise.all([at(mute), at(babble), at(rude)])).toEqual([{}, {}, {}])
  })

  test('that is not there', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    server.close()
    expect(await at(port)).toBeUndefined()
  })

  test('that wants a certificate of ours gets none, and shows its own all the same', async () => {
    const asked: boolean[] = []
    const server = createTlsServer({ cert: certificate, key: certificateKey, requestCert: true }, (socket) => {
      asked.push(Object.keys(socket.getPeerCertificate()).length > 0)
    })
    const answer = await at(await listening(server))
    expect([answer?.shown?.chain.length, asked.some(Boolean)]).toEqual([1, false])
  })
})

test('the simulator’s system VMs show what their world holds', async () => {
  const { fetch, shownAt } = createSimulator()
  const app = start(fetch, {}, { hail: overEmbeddedHail(shownAt) })
  await app.post('/api/session', { username: 'admin+served', password: 'password' })
  const { served: rows } = (await (await app.get('/api/certificates/served')).json()) as { served: ServedRow[] }
  const ofName = (name: string) => rows.find((row) => row.name === name)
  expect(ofName('s-1-VM')).toMatchObject({
    what: 'tls',
    port: 443,
    certificate: { names: ['*.console.example.org'], to: '2026-12-02T21:00:00.000Z', chain: 3 },
  })
  expect(ofName('v-2-VM')).toMatchObject({ what: 'plain', port: 8080 })
  expect(ofName('v-1049-VM')).toMatchObject({ what: 'silent' })
})

describe('a private key on its way to CloudStack', () => {
  const key = `-----BEGIN PRIVATE KEY-----\nVERY-SECRET-KEY\n-----END PRIVATE KEY-----\n`
  const body = { certificate: 'x', domainsuffix: '*.a.b', privatekey: key }

  test('is in no log line and no answer, whether it is taken, refused or wrongly told', async () => {
    const { fetch, asked } = cloud({
      listApis: () => says('listApis', { count: 1, api: [{ name: 'uploadCustomCertificate' }] }),
      uploadCustomCertificate: ({ certificate: sent }) =>
        sent === 'x'
          ? says('uploadCustomCertificate', { jobid: 'j-1' })
          : sent === 'boom'
            ? new Response('<html>', { status: 500 })
            : says('uploadCustomCertificate', { errorcode: 431, errortext: 'no' }, 431),
    })
    const app = start(fetch)
    await app.post('/api/session', { username: 'admin', password: 'password' })
    const said: string[] = []
    for (const sent of [
      body,
      { ...body, certificate: 'y' },
      { ...body, certificate: 'boom' },
      { ...body, privatekey: [key] },
      { ...body, privatekey: key.repeat(2_000) },
    ]) {
      const answer = await app.post('/api/cs/uploadCustomCertificate', sent)
      said.push(`${answer.status} ${await answer.text()}`)
    }
    const wrongMethod = await app.get('/api/cs/uploadCustomCertificate?certificate=x')
    said.push(`${wrongMethod.status} ${await wrongMethod.text()}`)
    expect(said.map((one) => one.slice(0, 3))).toEqual(['200', '431', '502', '400', '400', '405'])
    const metrics = await (await app.get('/metrics')).text()
    expect([...said, ...app.logged, metrics].join('\n')).not.toContain('VERY-SECRET')
    expect(asked.filter(({ told }) => told['privatekey'] === key)).toHaveLength(3)
  })
})
