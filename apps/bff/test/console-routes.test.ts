import { describe, expect, test } from 'vitest'
import type { ConsoleAnswer, ConsoleCheck } from '../src/app.ts'
import { another, NoVnc, place, settle, stranger } from './console.ts'
import { errorOf } from './harness.ts'

describe('asking for a console', () => {
  test('answers a ticket and the VM, and nothing of where or how', async () => {
    const { post, vm, calls, secrets } = await place()
    const response = await post('/api/consoles', { virtualmachineid: vm.id })
    const text = await response.text()
    const answer = JSON.parse(text) as ConsoleAnswer & { mode: 'relay' }
    expect(answer).toMatchObject({ mode: 'relay', expires: 45_000, wsPath: `/api/consoles/${answer.ticket}` })
    expect(answer.ticket).toMatch(/^[\w-]{22}$/)
    const told = calls.find((one) => one.told['command'] === 'createConsoleEndpoint')?.told
    expect(told).toMatchObject({ virtualmachineid: vm.id, token: expect.stringMatching(/^[\w-]{43}$/) as string })
    expect(secrets()).toHaveLength(3)
    for (const secret of secrets()) expect(text).not.toContain(secret)
  })

  test.each(['systemVms', 'routers', 'internalLbs', 'instances'] as const)('finds a VM among %s', async (table) => {
    const { request, world } = await place()
    const kinds = { systemVms: 'system-vm', routers: 'router', internalLbs: 'internal-lb', instances: 'instance' }
    const row = world.tables[table].find(({ state, zoneid }) => state === 'Running' && zoneid === zone(world))!
    expect((await request({ virtualmachineid: row.id })).vm).toMatchObject({
      kind: kinds[table],
      name: row.name,
      zoneid: row.zoneid,
      hypervisor: row.hypervisor,
    })
  })

  test.each([
    ['a stopped VM', 409, 'not-running', /must be running to connect console/],
    ['a VM without a proxy', 503, 'no-proxy', /^Server Internal Error: Console access will be ready in a few minutes/],
    ['an unknown VM', 431, 'cloudstack', /invalid value/],
  ])('%s is refused in CloudStack’s words', async (which, status, code, words) => {
    const { post, world, vm } = await place()
    if (which === 'a stopped VM') vm.state = 'Stopped'
    if (which === 'a VM without a proxy') {
      for (const row of world.tables.systemVms) if (row.systemvmtype === 'consoleproxy') row.state = 'Stopped'
    }
    const virtualmachineid = which === 'an unknown VM' ? '00000000-0000-4000-8000-000000000000' : vm.id
    const response = await post('/api/consoles', { virtualmachineid })
    expect(response.status).toBe(status)
    expect(await errorOf(response)).toMatchObject({ code, message: expect.stringMatching(words) as string })
  })

  test('roles: a reader may not, a tenant may its own instance and no router', async () => {
    const made = await place()
    const auditor = await another(made, 'auditor')
    const refused = await auditor.post('/api/consoles', { virtualmachineid: made.vm.id })
    expect([refused.status, (await errorOf(refused)).message]).toEqual([
      403,
      'Your role may not call createConsoleEndpoint',
    ])
    const tenant = await another(made, 'tenant')
    const router = await errorOf(await tenant.post('/api/consoles', { virtualmachineid: made.vm.id }))
    expect(router).toMatchObject({
      status: 403,
      code: 'forbidden',
      message: expect.stringMatching(/^Cannot find VM/) as string,
    })
    const mine = (await (await tenant.get('/api/cs/listVirtualMachines')).json()) as {
      virtualmachine: { id: string; state: string }[]
    }
    const { id } = mine.virtualmachine.find(({ state }) => state === 'Running')!
    const { novnc } = await tenant.view({ virtualmachineid: id, kind: 'instance' })
    await made.clock.pass(300)
    expect(novnc.state).toBe('connected')
  })

  test.each([
    ['no VM', {}, 'virtualmachineid'],
    ['an unknown word', { virtualmachineid: 'x', host: '127.0.0.1' }, 'host'],
    ['a kind there is not', { virtualmachineid: 'x', kind: 'host' }, 'kind'],
  ])('%s is a bad request', async (_, body, field) => {
    const { post } = await place()
    expect(await errorOf(await post('/api/consoles', body))).toMatchObject({ status: 400, field })
  })

  test('needs a session, JSON and our own page', async () => {
    const { app, post, vm } = await place()
    expect((await post('/api/consoles', { virtualmachineid: vm.id }, { origin: 'https://evil.test' })).status).toBe(403)
    expect((await app.request('http://stratoview.test/api/consoles')).status).toBe(401)
  })
})

describe('CloudStack’s own page', () => {
  test.each([
    ['Hyperv', 'hyper-v', /\/ajax\?token=/],
    ['External', 'external', /^https:\/\//],
  ] as const)('is offered for %s, and why', async (hypervisor, why, url) => {
    const { request, vm, logged } = await place({ hypervisor })
    vm.hypervisor = hypervisor
    const answer = (await request({ virtualmachineid: vm.id })) as unknown as ConsoleAnswer & { mode: 'page' }
    expect(answer).toMatchObject({ mode: 'page', why, pageUrl: expect.stringMatching(url) as string })
    expect(answer.reason).toMatch(/\.$/)
    expect(logged.join('')).toContain('console-page')
    const token = new URL(answer.pageUrl).searchParams.get('token')
    if (token) expect(logged.join('')).not.toContain(token)
  })

  test('is offered where noVNC is switched off', async () => {
    const { request, vm, world, control } = await place()
    const setting = world.tables.configurations.find(({ name }) => name === 'novnc.console.default')
    if (setting) setting.value = 'false'
    else world.tables.configurations.push({ name: 'novnc.console.default', value: 'false' } as never)
    control.restart()
    expect(await request({ virtualmachineid: vm.id })).toMatchObject({ mode: 'page', why: 'no-novnc' })
  })

  test('is given when asked for, as a way out', async () => {
    const { request, vm } = await place()
    expect(await request({ virtualmachineid: vm.id, page: true })).toMatchObject({
      mode: 'page',
      why: 'asked',
      pageUrl: expect.stringContaining('/resource/noVNC/vnc.html') as string,
    })
  })
})

describe('who is there', () => {
  test('one’s own other tab is told, until taking over is chosen; the old tab hears why', async () => {
    const { request, view, vm, clock, control } = await place()
    const first = await view({ virtualmachineid: vm.id })
    await clock.pass(300)
    const asked = (await request({ virtualmachineid: vm.id })) as unknown as ConsoleAnswer & { mode: 'in-use' }
    expect(asked).toMatchObject({ mode: 'in-use', vm: { id: vm.id } })
    expect(asked.inUseBy).toEqual([
      {
        user: 'admin',
        account: 'admin',
        since: expect.stringMatching(/^2026-11-23T09:00:0/) as string,
        address: '192.0.2.7',
        id: first.answer.id,
        mine: true,
      },
    ])
    const second = await view({ virtualmachineid: vm.id, takeover: true })
    await clock.pass(300)
    expect(second.answer.inUseBy).toHaveLength(1)
    expect(first.novnc.closing).toMatchObject({ code: 4409, why: 'taken-over', again: false, by: 'admin' })
    expect([second.novnc.state, control.state().viewers.length]).toEqual(['connected', 1])
  })

  test('who came first is told at the door too, however long their name', async () => {
    const made = await place()
    const name = 'ä'.repeat(120)
    made.world.tables.users.find(({ username }) => username === 'admin')!.username = name
    const [first, second] = [await another(made, name), await another(made, name)]
    const answers = [
      await first.request({ virtualmachineid: made.vm.id }),
      await second.request({ virtualmachineid: made.vm.id }),
    ]
    const sockets = [new NoVnc().socket, new NoVnc().socket]
    await first.upgrade(answers[0]!.wsPath, sockets[0]!)
    await second.upgrade(answers[1]!.wsPath, sockets[1]!)
    await settle()
    expect(sockets.map(({ ended }) => ended?.code)).toEqual([undefined, 4412])
    expect(sockets[1]!.ended?.reason).toMatch(/^ä+…$/)
  })

  test('what a window replaces of its own is nobody to ask about', async () => {
    const { view, vm, clock } = await place()
    const first = await view({ virtualmachineid: vm.id })
    await clock.pass(300)
    const second = await view({ virtualmachineid: vm.id, replaces: first.answer.id })
    await clock.pass(300)
    expect([second.answer.mode, second.novnc.state, first.socket.ended?.code]).toEqual(['relay', 'connected', 4409])
  })

  test('another’s id replaces nothing', async () => {
    const made = await place()
    const { answer } = await made.view({ virtualmachineid: made.vm.id })
    const other = await another(made, 'admin')
    const asked = await other.request({ virtualmachineid: made.vm.id, replaces: answer.id })
    expect(asked.mode).toBe('in-use')
  })

  test('somebody who came through CloudStack’s own page is told as CloudStack knows them', async () => {
    const { request, vm, simulator, clock, world } = await place()
    await stranger(simulator, vm.id)
    await clock.pass(10_000)
    const asked = (await request({ virtualmachineid: vm.id })) as unknown as ConsoleAnswer & { mode: 'in-use' }
    expect(asked.inUseBy).toEqual([
      { user: 'admin', account: 'admin', since: expect.any(String) as string, address: '127.0.0.1', mine: true },
    ])
    expect(world.clock.date()).toContain('09:00:10')
  })

  test('…and not where CloudStack is too old to say', async () => {
    const { request, vm, simulator } = await place()
    await stranger(simulator, vm.id)
    simulator.control.fault('', { command: 'listConsoleSessions', kind: 'refuse' })
    expect((await request({ virtualmachineid: vm.id })).mode).toBe('relay')
  })

  test('who has just left is not there, though CloudStack still says so', async () => {
    const { request, view, vm, clock } = await place()
    const { socket } = await view({ virtualmachineid: vm.id })
    await clock.pass(3_000)
    socket.end(1001)
    await clock.pass(300)
    expect((await request({ virtualmachineid: vm.id })).mode).toBe('relay')
  })
})

describe('limits', () => {
  test('a user has so many, tickets included, and all together so many', async () => {
    const made = await place({}, { over: { consoleCaps: { perUser: 2, inAll: 3 } } })
    const [first, second, third] = made.vms
    await made.view({ virtualmachineid: first!.id })
    await made.request({ virtualmachineid: second!.id })
    const refused = await errorOf(await made.post('/api/consoles', { virtualmachineid: third!.id }))
    expect(refused).toMatchObject({
      status: 429,
      code: 'too-many',
      message: expect.stringContaining('2 consoles') as string,
    })
    made.world.clock.advance(46_000)
    expect((await made.request({ virtualmachineid: second!.id })).mode).toBe('relay')
  })

  test('at the limit a console still takes the place of one on the same screen', async () => {
    const made = await place({}, { over: { consoleCaps: { perUser: 1, inAll: 1 } } })
    const { vm, clock } = made
    const first = await made.view({ virtualmachineid: vm.id })
    await clock.pass(300)
    const second = await made.view({ virtualmachineid: vm.id, replaces: first.answer.id })
    await clock.pass(300)
    expect([first.novnc.closing?.why, second.novnc.state]).toEqual(['taken-over', 'connected'])
    const third = await made.view({ virtualmachineid: vm.id, takeover: true })
    await clock.pass(300)
    expect([second.novnc.closing?.why, third.novnc.state]).toEqual(['taken-over', 'connected'])
  })

  test('of two asked for at once where one place is left, the second is turned away: 4429', async () => {
    const made = await place({}, { over: { consoleCaps: { perUser: 1, inAll: 3 } } })
    const ids = made.vms.slice(0, 2).map(({ id }) => id)
    const { fetch } = made.simulator
    const both = Promise.withResolvers<void>()
    let asked = 0
    made.simulator.fetch = async (request) => {
      const opens = (await request.clone().text()).includes('createConsoleEndpoint')
      if (opens && (asked += 1) === 2) both.resolve()
      if (opens) await both.promise
      return fetch(request)
    }
    const answers = await Promise.all(ids.map((virtualmachineid) => made.request({ virtualmachineid })))
    const sockets = [new NoVnc().socket, new NoVnc().socket]
    for (const [at, socket] of sockets.entries()) await made.upgrade(answers[at]!.wsPath, socket)
    await settle()
    expect(sockets.map(({ ended }) => ended?.code)).toEqual([undefined, 4429])
  })

  test('a sign-out ends what the sign-in had open, and its tickets: 4401', async () => {
    const made = await place()
    const { socket } = await made.view({ virtualmachineid: made.vm.id })
    const other = await another(made, 'admin')
    const kept = await other.view({ virtualmachineid: made.vms.find(({ id }) => id !== made.vm.id)!.id })
    await made.clock.pass(300)
    await made.remove('/api/session')
    await settle()
    expect([socket.ended?.code, kept.socket.ended]).toEqual([4401, undefined])
  })

  test('a console is closed when its sign-in is too old: 4401', async () => {
    const { view, vm, clock } = await place({}, { over: { limits: { sessionMs: 120_000 } } })
    const { socket } = await view({ virtualmachineid: vm.id })
    await clock.pass(119_000)
    expect(socket.ended).toBeUndefined()
    await clock.pass(1_000)
    expect(socket.ended?.code).toBe(4401)
  })
})

describe('the connection check', () => {
  const setting = (world: Made['world'], name: string, value: string) => {
    const row = world.tables.configurations.find((one) => one.name === name)
    if (row) row.value = value
    else world.tables.configurations.push({ name, value } as never)
  }

  test.each([
    ['', 'false', 'address', /^ws:\/\/203\.0\.113\.\d+:8080\/websockify$/],
    ['*.console.test', 'true', 'wildcard', /^wss:\/\/203-0-113-\d+\.console\.test:8443\/websockify$/],
    ['console.test', 'true', 'fixed', /^wss:\/\/console\.test:8443\/websockify$/],
  ])('tells how proxies are named: “%s”', async (domain, ssl, naming, url) => {
    const made = await place()
    setting(made.world, 'consoleproxy.url.domain', domain)
    setting(made.world, 'consoleproxy.sslEnabled', ssl)
    made.control.restart()
    const response = await made.post('/api/consoles/check', { virtualmachineid: made.vm.id })
    const text = await response.text()
    const check = JSON.parse(text) as ConsoleCheck
    expect(check).toMatchObject({ naming, url: expect.stringMatching(url) as string, reach: { ok: true } })
    expect(check.vm.id).toBe(made.vm.id)
    for (const secret of made.secrets().slice(0, 2)) expect(text).not.toContain(secret)
    expect(made.control.state().opened).toBe(0)
  })

  test('is for who may open consoles of system VMs', async () => {
    const made = await place()
    for (const name of ['tenant', 'auditor']) {
      const other = await another(made, name)
      expect((await other.post('/api/consoles/check', { virtualmachineid: made.vm.id })).status).toBe(403)
    }
  })
})

test('each console leaves a line when it opens and one when it closes: who, what, why, bytes, seconds', async () => {
  const { view, vm, clock, logged, get } = await place()
  const { socket, answer } = await view({ virtualmachineid: vm.id, viewOnly: true })
  await clock.pass(12_000)
  socket.end(1001)
  await clock.pass(500)
  const lines = logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ audit }) => String(audit).startsWith('console-'))
  const who = { console: answer.id, username: 'admin', account: 'admin', client: '192.0.2.7', vmid: vm.id, vm: vm.name }
  expect(lines[0]).toMatchObject({ audit: 'console-open', ...who, kind: 'router', viewOnly: true })
  expect(lines[1]).toMatchObject({ audit: 'console-close', ...who, why: 'left', detail: '1001' })
  expect(lines[1]).toMatchObject({ down: expect.any(Number) as number, up: 38, seconds: 12 })
  const metrics = await (await get('/metrics')).text()
  expect(metrics).toContain('stratoview_consoles_open 0')
  expect(metrics).toContain('stratoview_consoles_ended_total{why="left"} 1')
})

type Made = Awaited<ReturnType<typeof place>>
const zone = (world: Made['world']) => world.tables.routers.find(({ name }) => name === 'r-902-VM')!.zoneid
