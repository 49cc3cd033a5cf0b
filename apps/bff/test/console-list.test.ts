import { describe, expect, test } from 'vitest'
import type { ConsoleList } from '../src/app.ts'
import { another, place, settle } from './console.ts'

const list = async (of: { get: (path: string) => Promise<Response> }) =>
  (await (await of.get('/api/consoles')).json()) as ConsoleList
const listed = async (response: Response) => ((await response.json()) as ConsoleList).consoles

describe('the list', () => {
  test('shows operators every console and its proxy, a user its own without', async () => {
    const made = await place()
    const tenant = await another(made, 'tenant')
    const mine = made.world.tables.instances.find((row) => row.account === 'tenant' && row.state === 'Running')
    const instance = mine ?? made.world.tables.instances.find(({ state }) => state === 'Running')!
    await made.view({ virtualmachineid: made.vm.id })
    await tenant.view({ virtualmachineid: instance.id })
    await made.clock.pass(300)
    const rows = await listed(await made.get('/api/consoles'))
    const router = rows.find(({ vm }) => vm.id === made.vm.id)!
    expect(router).toMatchObject({ user: 'admin', mine: true, viewOnly: false, client: '192.0.2.7' })
    expect(router.proxy.name).toMatch(/^v-\d+-VM$/)
    expect(router.down).toBeGreaterThan(1_000)
    for (const row of await listed(await tenant.get('/api/consoles')))
      expect([row.user, row.proxy]).toEqual(['tenant', {}])
    const auditor = await another(made, 'auditor')
    expect(await listed(await auditor.get('/api/consoles'))).toHaveLength(rows.length)
  })

  test('tells who else is in, as CloudStack does, and nobody twice', async () => {
    const made = await place()
    const before = (await list(made)).elsewhere!
    expect(before.length).toBeGreaterThan(10)
    expect(before[0]).toMatchObject({
      vm: { name: expect.any(String) as string },
      host: { name: expect.any(String) as string },
    })
    expect(before[0]!.seconds).toBeGreaterThan(60)
    // CloudStack lists ours among the rest.
    await made.view({ virtualmachineid: made.vm.id })
    await made.clock.pass(300)
    const after = await list(made)
    expect(after.consoles.map(({ vm }) => vm.id)).toContain(made.vm.id)
    expect(after.elsewhere!.map(({ vm }) => vm.id)).not.toContain(made.vm.id)
    // A user hears of their own instances alone, and of no host.
    const tenant = await another(made, 'tenant')
    const theirs = (await list(tenant)).elsewhere!
    expect(theirs.every(({ account }) => account === 'tenant')).toBe(true)
    expect(theirs.flatMap(({ host }) => host ?? [])).toEqual([])
  })

  test('a user hears of an operator on one of their instances, and of no other', async () => {
    const made = await place()
    const { instances } = made.world.tables
    const running = (which: (row: (typeof instances)[number]) => boolean) =>
      instances.find((row) => row.state === 'Running' && row.zoneid === made.vm.zoneid && which(row))!
    const theirs = running(({ account }) => account === 'tenant')
    const foreign = running(({ account }) => account !== 'tenant')
    await made.view({ virtualmachineid: theirs.id })
    await made.view({ virtualmachineid: foreign.id, takeover: true })
    await made.view({ virtualmachineid: made.vm.id })
    await made.clock.pass(300)
    const tenant = await another(made, 'tenant')
    const rows = (await list(tenant)).consoles
    expect(rows.map(({ vm, user, mine }) => [vm.id, user, mine])).toEqual([[theirs.id, 'admin', false]])
    expect((await tenant.remove(`/api/consoles/${rows[0]!.id}`)).status).toBe(404)
  })

  test('an operator ends one, saying who; a reader may not; a user ends its own', async () => {
    const made = await place()
    const { novnc, socket, answer } = await made.view({ virtualmachineid: made.vm.id })
    await made.clock.pass(300)
    const auditor = await another(made, 'auditor')
    expect((await auditor.remove(`/api/consoles/${answer.id}`)).status).toBe(404)
    expect(socket.ended).toBeUndefined()
    const operator = await another(made, 'admin')
    expect((await operator.remove(`/api/consoles/${answer.id}`)).status).toBe(204)
    await settle()
    expect(socket.ended?.code).toBe(4411)
    expect(novnc.closing?.again).toBe(false)
    expect((await operator.remove(`/api/consoles/${answer.id}`)).status).toBe(404)
    expect(await listed(await made.get('/api/consoles'))).toEqual([])
  })
})
