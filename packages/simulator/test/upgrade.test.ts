import type { Router } from '@stratoview/api-client'
import { expect, it } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { Client } from './client.ts'
import { differences } from './compare.ts'
import { outOfOrder } from './follow.ts'
import { inside, rowsOf, series } from './recorded.ts'
import { recordedWorld } from './recorded-world.ts'

/** A moment of the recorded group command: what the routers were doing, in the order of the list. */
const states = (rows: readonly { state: string }[]) => rows.map(({ state }) => state).join(' ')

it.each(['upgradeRouterTemplate.account', 'upgradeRouterTemplate.zone'])('%s goes its recorded way', async (name) => {
  const [first, ...rest] = series(name)
  const of = (command: string) => rest.filter(({ request }) => request.params.command === command)
  const lists = of('listRouters')
  const client = await recordedWorld()
  const minimum = client.world.tables.configurations.find((one) => one.name === 'minreq.sysvmtemplate.version')!
  minimum.value = '4.22.0.0'
  client.world.tables.routers = rowsOf<Router>(lists[0]!)
  for (const router of client.world.tables.routers) for (const job of ['jobid', 'jobstatus']) delete router[job]
  const { command, ...params } = first!.request.params
  const answer = await client.call(String(command), params, 'POST')
  expect(differences(first!.body, answer.body)).toEqual([])
  const jobs = await client.call('listAsyncJobs', { listall: true })
  expect(differences(of('listAsyncJobs')[0]!.body, jobs.body)).toEqual([])

  const moments: string[] = []
  for (let waited = 0; waited < 20_000; waited += 100) {
    const now = states(client.world.tables.routers)
    if (now !== moments.at(-1)) moments.push(now)
    client.pass(100)
  }
  // All of them are off at once: the outage that a rolling run is there to avoid.
  const allOff = lists.map((list) => states(rowsOf<Router>(list))).filter((now) => /^(Stopped ?)+$/.test(now))
  expect(allOff.length).toBeGreaterThan(0)
  expect(outOfOrder(allOff.slice(0, 1), moments)).toEqual([])
  const [{ jobid }] = answer.inside['asyncjobs'] as [{ jobid: string }]
  const result = await client.call('queryAsyncJobResult', { jobid })
  expect(inside(of('queryAsyncJobResult').at(-1)!)).toMatchObject({ jobstatus: 1 })
  expect(Object.keys(result.inside).sort()).toEqual(Object.keys(inside(of('queryAsyncJobResult').at(-1)!)).sort())
  expect(result.inside).toMatchObject({ jobstatus: 1, jobinstancetype: 'DomainRouter' })
})

it('keys are one pair a user: new ones end the old, and a domain admin gets nobody else’s', async () => {
  const client = new Client(createSimulator(), 'keys')
  const { userid } = (await client.login('admin')).inside
  const before = (await client.call('getUserKeys', { id: userid })).inside['userkeys'] as { apikey: string }
  expect(client.world.keys.has(before.apikey)).toBe(true)
  const made = (await client.call('registerUserKeys', { id: userid }, 'POST')).inside['userkeys'] as { apikey: string }
  expect([...client.world.keys.keys()]).toEqual([made.apikey])
  await client.login('salesadmin', '/sales')
  expect(await client.call('getUserKeys', { id: userid })).toMatchObject({ status: 431 })
})

/** The router of that name, as the list has it. */
const named = async (client: Client, name: string) =>
  rowsOfAnswer((await client.call('listRouters', { name, listall: true })).inside)[0]!
const rowsOfAnswer = (answer: Record<string, unknown>) => (answer['router'] ?? []) as Router[]

it('an old router is on the new template once it is restarted, and its troubles show then', async () => {
  const client = new Client(createSimulator(), 'demo')
  await client.login('admin')
  const reboot = async (name: string) => {
    const { id } = await named(client, name)
    const { jobid } = (await client.call('rebootRouter', { id }, 'POST')).inside
    client.pass(20_000)
    return (await client.call('queryAsyncJobResult', { jobid })).inside
  }
  expect(await named(client, 'r-752-VM')).toMatchObject({ version: '4.20.2', requiresupgrade: true })
  expect(await reboot('r-752-VM')).toMatchObject({ jobstatus: 1 })
  expect(await named(client, 'r-752-VM')).toMatchObject({ version: '4.22.0', requiresupgrade: false })

  await reboot('r-648-VM')
  const { id: routerid } = await named(client, 'r-648-VM')
  const checks = await client.call('getRouterHealthCheckResults', { routerid, performfreshchecks: true })
  expect(JSON.stringify(checks.inside)).toContain(
    '"checkname":"disk_space_check.py","checktype":"basic","success":false',
  )

  expect(await reboot('r-781-VM')).toMatchObject({ jobstatus: 0 })
  expect(await named(client, 'r-781-VM')).toMatchObject({ state: 'Running' })

  const { hostid } = await named(client, 'r-660-VM')
  const others = client.world.tables.routers.filter((one) => one.hostid === hostid && one.name !== 'r-660-VM')
  expect(await reboot('r-660-VM')).toMatchObject({
    jobstatus: 2,
    jobresult: { errorcode: 530, errortext: expect.stringMatching(/: Unable to start r-660-VM$/) as string },
  })
  const host = (await client.call('listHosts', { id: hostid })).inside['host']
  expect(host).toMatchObject([{ state: 'Down' }])
  expect(others.map(({ hostcontrolstate }) => hostcontrolstate)).toEqual(others.map(() => 'Offline'))
  client.pass(180_000)
  // HA knows of no host on which it would have run.
  expect(await named(client, 'r-660-VM')).toMatchObject({ state: 'Stopped' })
  expect(others.length).toBeGreaterThan(0)
  for (const one of others) expect([one.state, one.hostid === hostid]).toEqual(['Running', false])
})
