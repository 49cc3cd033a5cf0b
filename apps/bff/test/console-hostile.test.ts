import { describe, expect, test } from 'vitest'
import type { Connect } from '../src/console/connect.ts'
import { another, encodings, key, NoVnc, pixelFormat, place, settle, TestSocket, version } from './console.ts'
import { errorOf } from './harness.ts'

type Made = Awaited<ReturnType<typeof place>>

/** Why browsers were turned away at the door, as the log has it. */
const refusals = ({ logged }: Made) =>
  logged
    .map((line) => JSON.parse(line) as { audit?: string; why?: string; client?: string; username?: string })
    .filter(({ audit }) => audit === 'console-refused')

/** Whatever happened, no log line has what opens a console. */
function expectNoSecrets({ logged, secrets }: Made, ...more: string[]) {
  const all = logged.join('')
  const hidden = [...secrets().filter((one) => one.length > 20), ...more]
  expect(hidden.length).toBeGreaterThan(0)
  for (const secret of hidden) expect(all).not.toContain(secret)
}

describe('at the door', () => {
  test.each([
    ['another site', { origin: 'https://evil.test' }],
    ['a sandboxed page', { origin: 'null' }],
    ['our name on another port', { origin: 'http://stratoview.test:8000' }],
    ['no page at all', { origin: '' }],
  ])('%s is refused before anything is opened', async (_, headers) => {
    const made = await place()
    const { wsPath, ticket } = await made.request({ virtualmachineid: made.vm.id })
    const socket = new TestSocket()
    const response = await made.upgrade(wsPath, socket, headers)
    expect(response?.status).toBe(403)
    expect([socket.sent, made.control.state().opened]).toEqual([[], 0])
    expect(refusals(made)).toMatchObject([{ why: 'cross-origin', client: '192.0.2.7' }])
    // The ticket is still good for whom it was made.
    const novnc = new NoVnc()
    await made.upgrade(wsPath, novnc.socket)
    await made.clock.pass(300)
    expect(novnc.state).toBe('connected')
    expectNoSecrets(made, ticket)
  })

  test('who is not signed in is told so, and no more: 4401', async () => {
    const made = await place()
    const { wsPath } = await made.request({ virtualmachineid: made.vm.id })
    for (const cookie of ['', 'stratoview=forged']) {
      const socket = new TestSocket()
      await made.upgrade(wsPath, socket, { cookie })
      expect([socket.ended?.code, socket.sent, socket.texts]).toEqual([4401, [], []])
    }
    expect(refusals(made).map(({ why }) => why)).toEqual(['signed-out', 'signed-out'])
  })

  test('a ticket is good once, for 45 s, for its own sign-in, and only as it was written: 4410', async () => {
    const made = await place()
    const other = await another(made, 'tenant')
    const again = await another(made, 'admin')
    const { wsPath, ticket } = await made.request({ virtualmachineid: made.vm.id })
    const tried = async (who: { upgrade: Made['upgrade'] }, path: string) => {
      const socket = new TestSocket()
      const response = await who.upgrade(path, socket)
      await settle()
      return socket.ended?.code ?? response?.status
    }
    expect(await tried(other, wsPath)).toBe(4410)
    expect(await tried(again, wsPath)).toBe(4410)
    expect(await tried(made, `/api/consoles/${'A'.repeat(22)}`)).toBe(4410)
    expect(await tried(made, `/api/consoles/${ticket.slice(0, -1)}`)).toBe(4410)
    expect(await tried(made, `/api/consoles/${ticket}/..`)).toBeGreaterThanOrEqual(400)
    expect(await tried(made, `/api/consoles/%2e%2e/session`)).toBe(200)
    expect(await tried(made, `${wsPath}/x`)).toBe(404)
    expect(await tried(made, '/api/consoles/__proto__')).toBe(4410)
    expect(await tried(made, '/api/session')).toBe(200)
    expect(made.control.state().opened).toBe(0)
    expect(await tried(made, wsPath)).toBeUndefined()
    expect(await tried(made, wsPath)).toBe(4410)
    const late = await made.request({ virtualmachineid: made.vms.find(({ id }) => id !== made.vm.id)!.id })
    made.world.clock.advance(45_001)
    expect(await tried(made, late.wsPath)).toBe(4410)
    const why = refusals(made)
    expect(new Set(why.map((one) => one.why))).toEqual(new Set(['expired']))
    expect(why.map(({ username }) => username)).toEqual(['tenant', ...Array.from({ length: 6 }, () => 'admin')])
    expectNoSecrets(made, ticket, late.ticket)
  })

  test('asking over plain HTTP opens nothing', async () => {
    const made = await place()
    const { wsPath } = await made.request({ virtualmachineid: made.vm.id })
    expect(await errorOf(await made.get(wsPath))).toMatchObject({ status: 426 })
    const novnc = new NoVnc()
    await made.upgrade(wsPath, novnc.socket)
    await made.clock.pass(300)
    expect(novnc.state).toBe('connected')
  })
})

describe('what CloudStack names', () => {
  test.each([
    ['this machine', { host: '127.0.0.1' }],
    ['this machine, mapped', { host: '::ffff:127.0.0.1' }],
    ['this machine by IPv6', { host: '::1' }],
    ['no address', { host: '0.0.0.0' }],
    ['the metadata service', { host: '169.254.169.254' }],
    ['the metadata service by IPv6', { host: 'fd00:ec2::254' }],
    ['another metadata service', { host: '100.100.100.200' }],
    ['a group', { host: '224.0.0.1' }],
    ['a decimal address', { host: '2130706433' }],
    ['a short address', { host: '127.1' }],
    ['a hexadecimal address', { host: '0x7f.1' }],
    ['an address of too many parts', { host: '1.2.3.4.5' }],
    ['an address that cannot be', { host: '256.256.256.256' }],
    ['somebody else’s host', { host: 'evil.test/@192.0.2.1' }],
    ['a user in the host', { host: 'user:pass@192.0.2.1' }],
    ['a line break', { host: '192.0.2.1\r\nX: y' }],
    ['an SSH port', { port: '22' }],
    ['no port', { port: '' }],
    ['a port and more', { port: '8080/x' }],
    ['a climbing path', { path: '../../client/api' }],
    ['a path with a query', { path: 'websockify?token=other&' }],
    ['a path with a line break', { path: 'x HTTP/1.1\r\nHost: evil' }],
  ])('%s is not connected to', async (_, endpoint) => {
    let dialled = 0
    const counting =
      (simulated: Connect): Connect =>
      (target, listener) => {
        dialled += 1
        simulated(target, listener)
      }
    const made = await place({ endpoint }, { connect: counting })
    const response = await made.post('/api/consoles', { virtualmachineid: made.vm.id })
    expect(await errorOf(response)).toMatchObject({ status: 502, code: 'console-address' })
    expect([dialled, made.control.state().opened]).toEqual([0, 0])
    expect(made.logged.join('')).toContain('console-address')
    expectNoSecrets(made)
    expect((await made.get('/healthz')).status).toBe(200)
  })
})

describe('a proxy that talks nonsense', () => {
  test.each([
    ['version', 4515],
    ['types', 4515],
    ['result', 4515],
    ['init', 4515],
  ] as const)('at %s is left: %i', async (nonsense, code) => {
    const made = await place({ nonsense })
    const { novnc, socket } = await made.view({ virtualmachineid: made.vm.id })
    await made.clock.pass(11_000)
    expect(socket.ended?.code).toBe(code)
    expect(novnc.closing).toMatchObject({ why: 'nonsense' })
    // Of what it said nothing reached the browser, which had heard no more than our own greeting.
    expect(socket.bytes.toString('latin1')).not.toContain('HTTP')
    expect(made.logged.find((line) => line.includes('console-close'))).toContain('"why":"nonsense"')
    expectNoSecrets(made)
    const next = await made.post('/api/consoles', { virtualmachineid: made.vm.id, takeover: true })
    expect(next.status).toBe(200)
    await made.clock.pass(50_000)
    expect(made.clock.pending).toBe(0)
  })

  test.each([
    ['a wrong password, and is silent', { wrongPassword: true }, 4504],
    ['a hypervisor without a security type, and is silent', { security: [] }, 4504],
    ['no VNC port', { portClosed: true }, 4404],
  ])('or has %s', async (_, traits, code) => {
    const made = await place(traits)
    const { socket } = await made.view({ virtualmachineid: made.vm.id })
    await made.clock.pass(11_000)
    expect(socket.ended?.code).toBe(code)
    expect(made.clock.pending).toBe(0)
  })

  test('…or a connection that cannot even be tried: 4502, and the server goes on', async () => {
    const broken = (): Connect => () => {
      throw new TypeError('Invalid URL: ws://…?token=secret')
    }
    const made = await place({}, { connect: broken })
    const { socket } = await made.view({ virtualmachineid: made.vm.id })
    expect(socket.ended?.code).toBe(4502)
    expect(made.logged.join('')).not.toContain('token=secret')
    expect((await made.get('/healthz')).status).toBe(200)
  })

  test('or never heard of the token: 4410', async () => {
    const made = await place()
    for (const row of made.world.tables.systemVms) if (row.agentstate) row.agentstate = 'Disconnected'
    const { socket } = await made.view({ virtualmachineid: made.vm.id })
    await made.clock.pass(1_000)
    expect(socket.ended?.code).toBe(4410)
  })
})

describe('a browser that talks nonsense', () => {
  const three = [pixelFormat, encodings, Buffer.of(3, 0, 0, 0, 0, 0, 0, 1, 0, 1)]
  test.each([
    ['at its version', [Buffer.from('GET / HTTP/1.1\r\n')]],
    ['at its type', [version, Buffer.of(2)]],
    [
      'before it knows the screen',
      [version, Buffer.of(1), Buffer.of(1), ...Array.from({ length: 40 }, () => key(true, 1))],
    ],
    ['before it knows the screen, in few words', [version, Buffer.of(1), Buffer.of(1), Buffer.of(99)]],
    ['in one breath with its ClientInit', [version, Buffer.of(1), Buffer.of(1, 99)]],
    ['at its first message', [version, Buffer.of(1), Buffer.of(1), 'later', Buffer.of(99)]],
    ['after them', [version, Buffer.of(1), Buffer.of(1), 'later', ...three, Buffer.of(99, 1, 2)]],
    [
      'with a clipboard of 2 GB',
      [version, Buffer.of(1), Buffer.of(1), 'later', ...three, Buffer.of(6, 0, 0, 0, 127, 255, 255, 255)],
    ],
  ])('%s is turned out and its proxy left in good order: 4415', async (_, words) => {
    const made = await place()
    const { socket, novnc } = await made.view({ virtualmachineid: made.vm.id }, new NoVnc(0))
    for (const word of words) {
      if (word === 'later') await made.clock.pass(200)
      else socket.say(word)
    }
    await made.clock.pass(3_000)
    expect(socket.ended?.code).toBe(4415)
    expect(novnc.closing?.again).toBe(false)
    expect(made.control.state()).toMatchObject({ spinners: 0, viewers: [] })
    expect(made.clock.pending).toBe(0)
  })
})

test('a thousand sessions opened and closed leave nothing behind', async () => {
  const made = await place()
  const random = (count: number) => (count * 7919) % 101
  const vms = made.vms.slice(0, 10)
  for (let round = 0; round < 100; round += 1) {
    const ask = { kind: 'router', takeover: true } as const
    const views = []
    for (const [at, { id }] of vms.entries())
      views.push(await made.view({ ...ask, virtualmachineid: id }, new NoVnc((round + at) % 8)))
    await made.clock.pass(random(round))
    for (const [at, { socket }] of views.entries()) {
      if ((round + at) % 5 === 0) socket.drop()
      else socket.end(1000)
    }
    if (round % 9 === 0) await made.request({ ...ask, virtualmachineid: vms[round % 10]!.id })
  }
  await made.clock.pass(60_000)
  expect(made.clock.pending).toBe(0)
  expect(made.control.state()).toMatchObject({ viewers: [], spinners: 0 })
  const metrics = await (await made.get('/metrics')).text()
  expect(metrics).toContain('stratoview_consoles_open 0')
  const [, ended] = /stratoview_consoles_ended_total\{why="left"\} (\d+)/.exec(metrics) ?? []
  expect(Number(ended)).toBe(1_000)
  const list = (await (await made.get('/api/consoles')).json()) as { consoles: unknown[] }
  expect(list.consoles).toEqual([])
  // No ticket is held: as many as there may be can be had again.
  const one = await place({}, { over: { consoleCaps: { perUser: 1, inAll: 1 } } })
  for (let count = 0; count < 20; count += 1) {
    await one.request({ virtualmachineid: one.vm.id })
    one.world.clock.advance(45_001)
  }
  expect((await one.request({ virtualmachineid: one.vm.id })).mode).toBe('relay')
  expectNoSecrets(made)
}, 120_000)
