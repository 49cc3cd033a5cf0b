import type { AsyncJob, Router, SystemVm } from '@stratoview/api-client'
import { describe, expect, it } from 'vitest'
import { operator, type Client } from './client.ts'

async function job(client: Client, command: string, params: Record<string, unknown>): Promise<() => Promise<AsyncJob>> {
  const answer = await client.call(command, params, 'POST')
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  const { jobid } = answer.inside
  return async () => (await client.call('queryAsyncJobResult', { jobid })).inside as unknown as AsyncJob
}

const find = (client: Client, id: string) => client.world.tables.routers.find((router) => router.id === id)

function need<Row>(rows: readonly Row[], test: (row: Row) => boolean): Row {
  const found = rows.find(test)
  if (!found) throw new Error('the demo world has none')
  return found
}

const lonely = (client: Client) =>
  need(
    client.world.tables.routers,
    (router) =>
      router.state === 'Running' &&
      !router.isredundantrouter &&
      router.vpcid === undefined &&
      router.account !== undefined &&
      !client.world.troubles.has(router.id),
  )

const troubled = (client: Client, name: string) =>
  need(client.world.tables.routers, (router) => client.world.troubles.get(router.id) === name)

describe('routers', () => {
  it('a router that stopped comes back where it was, with another control address', async () => {
    const client = await operator()
    const router = lonely(client)
    const { hostid, linklocalip } = router
    await job(client, 'stopRouter', { id: router.id })
    client.pass(4_000)
    expect([router.state, router.hostid, router.linklocalip]).toEqual(['Stopped', undefined, undefined])
    await job(client, 'startRouter', { id: router.id })
    client.pass(5_000)
    expect([router.state, router.hostid]).toEqual(['Running', hostid])
    expect(router.linklocalip).not.toBe(linklocalip)
  })

  it('never-comes-back stays in Starting with its job unfinished', async () => {
    const client = await operator()
    const router = troubled(client, 'never-comes-back')
    const ask = await job(client, 'rebootRouter', { id: router.id })
    client.pass(10 * 60_000)
    expect(router.state).toBe('Starting')
    expect((await ask()).jobstatus).toBe(0)
  })

  it('job-fails ends with an error and an event of level ERROR', async () => {
    const client = await operator()
    const router = troubled(client, 'job-fails')
    const ask = await job(client, 'stopRouter', { id: router.id })
    client.pass(5_000)
    expect(await ask()).toMatchObject({ jobstatus: 2, jobresultcode: 530, jobresult: { errorcode: 530 } })
    expect(router.state).toBe('Running')
    const { inside } = await client.call('listEvents', {
      resourcetype: 'DomainRouter',
      resourceid: router.id,
      listall: true,
    })
    expect((inside.event as { level: string }[]).some((event) => event.level === 'ERROR')).toBe(true)
  })

  it('the backup leads once the primary has stopped, and the old primary comes back as backup', async () => {
    const client = await operator()
    const { routers } = client.world.tables
    const primary = need(
      routers,
      (router) =>
        router.redundantstate === 'PRIMARY' && !client.world.troubles.has(router.id) && router.state === 'Running',
    )
    const backup = need(
      routers,
      (router) =>
        router.id !== primary.id &&
        router.redundantstate === 'BACKUP' &&
        (primary.vpcid ? router.vpcid === primary.vpcid : router.guestnetworkid === primary.guestnetworkid),
    )
    await job(client, 'stopRouter', { id: primary.id })
    client.pass(10_000)
    expect([primary.redundantstate, backup.redundantstate]).toEqual(['UNKNOWN', 'PRIMARY'])
    await job(client, 'startRouter', { id: primary.id })
    client.pass(10_000)
    expect([primary.redundantstate, backup.redundantstate]).toEqual(['BACKUP', 'PRIMARY'])
  })

  it('its host goes down while the successor starts: the old router goes on, and the next restart clears up', async () => {
    const client = await operator()
    const router = lonely(client)
    const { routers, hosts } = client.world.tables
    const ofNetwork = () => routers.filter((one) => one.guestnetworkid === router.guestnetworkid && !one.vpcid)
    client.world.troubles.set(router.id, 'host-goes-down')
    const ask = await job(client, 'restartNetwork', { id: router.guestnetworkid, cleanup: true })
    client.pass(20_000)
    const { jobstatus, jobresult } = await ask()
    expect(jobstatus).toBe(2)
    expect((jobresult as { errortext: string }).errortext).toMatch(
      /^Resource \[Host:\d+\] is unreachable: Host \d+: Unable to start r-\d+-VM$/,
    )
    expect(hosts.filter(({ state }) => state === 'Down')).toHaveLength(1)
    client.pass(300_000)
    expect(ofNetwork().map(({ state }) => state)).toEqual(['Running', 'Stopped'])
    expect(ofNetwork()[0]!.id).toBe(router.id)
    const again = await job(client, 'restartNetwork', { id: router.guestnetworkid, cleanup: true })
    client.pass(30_000)
    expect((await again()).jobstatus).toBe(1)
    expect(ofNetwork().map(({ state, id }) => [state, id === router.id])).toEqual([['Running', false]])
  })

  it('of a pair the BACKUP goes before its successor comes: when that can’t start, the PRIMARY is left alone', async () => {
    const client = await operator()
    const backup = need(
      client.world.tables.routers,
      (one) => one.redundantstate === 'BACKUP' && one.vpcid !== undefined && !client.world.troubles.has(one.id),
    )
    const ofVpc = () => client.world.tables.routers.filter(({ vpcid }) => vpcid === backup.vpcid)
    const primary = need(ofVpc(), (one) => one !== backup)
    client.world.troubles.set(primary.id, 'host-goes-down')
    const ask = await job(client, 'restartVPC', { id: backup.vpcid, cleanup: true })
    client.pass(60_000)
    expect((await ask()).jobstatus).toBe(2)
    expect(ofVpc().map(({ state, redundantstate }) => `${state} ${redundantstate}`)).toEqual([
      'Running PRIMARY',
      'Stopped UNKNOWN',
    ])
    expect(ofVpc()[0]!.id).toBe(primary.id)
  })

  it('a host that goes down under a live patch: a network’s job fails, a VPC’s says nothing of it', async () => {
    for (const kind of ['network', 'vpc'] as const) {
      const client = await operator()
      const router = need(
        client.world.tables.routers,
        (one) =>
          !one.isredundantrouter &&
          (one.vpcid !== undefined) === (kind === 'vpc') &&
          one.state === 'Running' &&
          one.account !== undefined &&
          !client.world.troubles.has(one.id),
      )
      client.world.troubles.set(router.id, 'host-goes-down')
      const [command, id] = kind === 'vpc' ? ['restartVPC', router.vpcid] : ['restartNetwork', router.guestnetworkid]
      const ask = await job(client, command!, { id, livepatch: true })
      client.pass(20_000)
      const failed = { jobstatus: 2, jobresult: { errorcode: 530, errortext: 'Failed to restart network' } }
      expect(await ask()).toMatchObject(kind === 'vpc' ? { jobstatus: 1 } : failed)
      expect(router).toMatchObject({ state: 'Running', hostcontrolstate: 'Offline' })
      client.pass(180_000)
      expect(router).toMatchObject({ state: 'Running', hostcontrolstate: 'Enabled' })
    }
  })

  it('a restart with cleanup ends a quarrel of two backups and an upgrade that was due', async () => {
    const client = await operator()
    const quarrel = troubled(client, 'both-backup')
    const due = need(
      client.world.tables.routers,
      (router) => router.requiresupgrade === true && router.vpcid === undefined && router.state === 'Running',
    )
    const restart = (router: Router) =>
      router.vpcid
        ? job(client, 'restartVPC', { id: router.vpcid, cleanup: true })
        : job(client, 'restartNetwork', { id: router.guestnetworkid, cleanup: true })
    const asks = [await restart(quarrel), await restart(due)]
    client.pass(60_000)
    for (const ask of asks) expect(await ask()).toMatchObject({ jobstatus: 1, jobresult: { success: true } })
    const of = (router: Router) =>
      client.world.tables.routers.filter((one) =>
        router.vpcid ? one.vpcid === router.vpcid : one.guestnetworkid === router.guestnetworkid && !one.vpcid,
      )
    expect(
      of(quarrel)
        .map((router) => router.redundantstate)
        .toSorted(),
    ).toEqual(['BACKUP', 'PRIMARY'])
    expect(of(due).every((router) => router.requiresupgrade === false)).toBe(true)
    expect(find(client, due.id)).toBeUndefined()
    expect(of(due)[0]?.name).not.toBe(due.name)
  })

  it('a restart of its network brings a destroyed router back, with a disk', async () => {
    const client = await operator()
    const router = lonely(client)
    await job(client, 'destroyRouter', { id: router.id })
    client.pass(5_000)
    const ask = await job(client, 'restartNetwork', { id: router.guestnetworkid })
    client.pass(20_000)
    expect((await ask()).jobstatus).toBe(1)
    const { inside } = await client.call('listRouters', { networkid: router.guestnetworkid, listall: true })
    const [made, ...others] = inside.router as Router[]
    expect(others).toEqual([])
    expect(made).toMatchObject({ state: 'Running', account: router.account, requiresupgrade: false })
    expect(made?.id).not.toBe(router.id)
    const macOf = (traffic: string) => made?.nic?.find((nic) => nic.traffictype === traffic)?.macaddress
    expect([macOf('Public'), macOf('Guest'), macOf('Control')]).toEqual([
      router.publicmacaddress,
      made?.guestmacaddress,
      made?.linklocalmacaddress,
    ])
    const volumes = await client.call('listVolumes', { virtualmachineid: made?.id, listsystemvms: true, listall: true })
    expect(volumes.inside.count).toBe(1)
  })

  it('a restart with makeredundant makes a pair of one, one of which leads', async () => {
    const client = await operator()
    const { routers } = client.world.tables
    const router = need(routers, (one) => one.vpcid !== undefined && !one.isredundantrouter && one.state === 'Running')
    await job(client, 'restartVPC', { id: router.vpcid, makeredundant: true })
    client.pass(60_000)
    const pair = routers.filter((one) => one.vpcid === router.vpcid)
    expect(pair.map((one) => one.redundantstate).toSorted()).toEqual(['BACKUP', 'PRIMARY'])
    expect(new Set(pair.map((one) => one.guestipaddress)).size).toBe(2)
    expect(new Set(pair.map((one) => one.hostid)).size).toBe(2)
  })

  it('refuses makeredundant where the offering cannot', async () => {
    const client = await operator()
    const ask = await job(client, 'restartNetwork', { id: lonely(client).guestnetworkid, makeredundant: true })
    client.pass(5_000)
    expect(await ask()).toMatchObject({ jobstatus: 2, jobresultcode: 431 })
  })

  it('still answers for the id of a router that is gone', async () => {
    const client = await operator()
    const router = lonely(client)
    await job(client, 'destroyRouter', { id: router.id })
    client.pass(5_000)
    const { status, inside } = await client.call('listRouters', { id: router.id, listall: true })
    expect([status, inside]).toEqual([200, {}])
  })

  it('tells an action in three events, the later two naming the first', async () => {
    const client = await operator()
    const router = lonely(client)
    await job(client, 'rebootRouter', { id: router.id })
    client.pass(10_000)
    const { inside } = await client.call('listEvents', {
      type: 'ROUTER.REBOOT',
      resourcetype: 'DomainRouter',
      resourceid: router.id,
      listall: true,
    })
    const events = inside.event as {
      id: string
      state: string
      parentid?: string
      description: string
      username: string
    }[]
    expect(events.map((event) => event.state)).toEqual(['Scheduled', 'Started', 'Completed'])
    expect(events.map((event) => event.parentid)).toEqual([undefined, events[0]?.id, events[0]?.id])
    expect(events.at(-1)?.description).toBe(`Successfully completed rebooting router Vm. Router Id: ${router.id}`)
    expect(events[0]?.username).toBe('admin')
  })
})

describe('health', () => {
  const results = async (client: Client, id: string, fresh = false) =>
    client.call('getRouterHealthCheckResults', { routerid: id, ...(fresh ? { performfreshchecks: true } : {}) })

  it('fresh checks find a failing disk still failing, of now, and raise an alert', async () => {
    const client = await operator()
    const router = troubled(client, 'failing-disk')
    client.pass(60_000)
    const before = client.world.tables.alerts.length
    const { inside } = await results(client, router.id, true)
    const { healthchecks } = inside.routerhealthchecks as {
      healthchecks: { checkname: string; status: string; lastupdated: string }[]
    }
    const disk = need(healthchecks, (check) => check.checkname === 'disk_space_check.py')
    expect([disk.status, disk.lastupdated]).toEqual(['FAILED', client.world.date()])
    expect(client.world.tables.alerts.length).toBe(before + 1)
  })

  it('says so when they never ran, until they are run', async () => {
    const client = await operator()
    const router = lonely(client)
    router.healthcheckresults = []
    expect((await results(client, router.id)).status).toBe(530)
    expect((await results(client, router.id, true)).status).toBe(200)
    expect((await results(client, router.id)).status).toBe(200)
  })

  it('keeps results fresh on its own, but not those of a router in trouble', async () => {
    const client = await operator()
    const stale = troubled(client, 'stale-results')
    const fine = lonely(client)
    const was = stale.healthcheckresults?.[0]?.lastupdated
    client.pass(10 * 60_000)
    expect(stale.healthcheckresults?.[0]?.lastupdated).toBe(was)
    expect(fine.healthcheckresults?.[0]?.lastupdated).toBe(client.world.date(60_000))
  })
})

describe('system VMs', () => {
  const proxy = (client: Client) =>
    need(client.world.tables.systemVms, (vm) => vm.systemvmtype === 'consoleproxy' && vm.agentstate === 'Up')
  const inZone = (client: Client, vm: SystemVm) =>
    client.world.tables.systemVms.filter((one) => one.zoneid === vm.zoneid && one.systemvmtype === vm.systemvmtype)

  it('a destroyed console proxy has a successor with the next number, whose agent reports', async () => {
    const client = await operator()
    const old = proxy(client)
    const number = client.world.nextNumber()
    await job(client, 'destroySystemVm', { id: old.id })
    client.pass(3_000)
    expect(inZone(client, old)).toEqual([])
    client.pass(45_000)
    const [successor] = inZone(client, old)
    expect(successor).toMatchObject({ name: `v-${number + 1}-VM`, state: 'Running', agentstate: 'Up' })
    const { inside } = await client.call('listHosts', { type: 'ConsoleProxy', name: successor?.name })
    expect(inside.count).toBe(1)
    const disks = client.world.tables.volumes.filter((volume) => volume.virtualmachineid === successor?.id)
    expect(disks.map((disk) => disk.vmtype)).toEqual(['ConsoleProxy'])
  })

  it('a stopped one is started by the scan', async () => {
    const client = await operator()
    const vm = proxy(client)
    await job(client, 'stopSystemVm', { id: vm.id })
    client.pass(3_000)
    expect(vm.state).toBe('Stopped')
    client.pass(45_000)
    expect([vm.state, vm.agentstate]).toEqual(['Running', 'Up'])
  })

  it('a reboot brings a disconnected agent back', async () => {
    const client = await operator()
    const vm = need(client.world.tables.systemVms, (one) => client.world.troubles.get(one.id) === 'agent-down')
    await job(client, 'rebootSystemVm', { id: vm.id })
    client.pass(20_000)
    expect([vm.state, vm.agentstate, vm.disconnected]).toEqual(['Running', 'Up', undefined])
  })
})
