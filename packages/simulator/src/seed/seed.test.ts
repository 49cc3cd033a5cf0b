import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultEpoch, World } from '../world.ts'
import { troubles, type TroubleName } from '../trouble.ts'
import { seed } from './index.ts'

function worldOf(name: string, routers?: number): World {
  const world = new World({ name, routers })
  seed(world)
  return world
}

const demo = worldOf('')
const named = (world: World, name: string) => {
  const { routers, systemVms, hosts, zones } = world.tables
  return [...routers, ...systemVms, ...hosts, ...zones].find((row) => row.name === name)
}
const statuses = (world: World, name: string) =>
  (world.tables.routers.find((row) => row.name === name)?.healthcheckresults ?? []).map(
    (result) => `${result.checkname} ${result.status}`,
  )

describe('the demo world', () => {
  test('has three zones, two hypervisors, 60 routers of every kind and system VMs of both', () => {
    const { zones, hosts, routers, systemVms } = demo.tables
    expect(zones.map((zone) => zone.name)).toEqual(['fra-1', 'fra-2', 'ams-1'])
    const routing = hosts.filter((host) => host.type === 'Routing')
    expect(new Set(routing.map((host) => host.hypervisor))).toEqual(new Set(['KVM', 'VMware']))
    expect(routers).toHaveLength(60)
    expect(routers.filter((router) => router.vpcid).length).toBeGreaterThan(8)
    expect(routers.filter((router) => router.isredundantrouter).length).toBeGreaterThan(12)
    expect(routers.filter((router) => !router.publicip)).toHaveLength(2)
    expect(new Set(routers.map((router) => router.hypervisor))).toContain('VMware')
    const kinds = Map.groupBy(systemVms, (vm) => vm.systemvmtype)
    expect(kinds.get('secondarystoragevm')).toHaveLength(3)
    expect(kinds.get('consoleproxy')).toHaveLength(4)
  })

  test('orders routers by number, as the server does by its own ids', () => {
    const numbers = demo.tables.routers.map((router) => Number(router.name.split('-')[1]))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(demo.nextNumber()).toBe(1052)
  })

  test('has a row for every trouble but the slow list, which is of the slow worlds', () => {
    const here = new Set(demo.troubles.values())
    const missing = (Object.keys(troubles) as TroubleName[]).filter((name) => !here.has(name))
    expect(missing).toEqual(['slow-list'])
    expect([...worldOf('slow-1').troubles.values()]).toContain('slow-list')
  })

  test.each<[TroubleName, string[]]>([
    ['failing-disk', ['r-1042-VM']],
    ['failing-dhcp', ['r-1013-VM']],
    ['failing-gateway', ['r-883-VM']],
    ['warning-memory', ['r-774-VM']],
    ['unknown-check', ['r-948-VM']],
    ['no-contact', ['r-988-VM', 'r-1027-VM']],
    ['never-ran', ['r-1051-VM']],
    ['stale-results', ['r-655-VM']],
    ['both-backup', ['r-871-VM', 'r-872-VM']],
    ['both-primary', ['r-1003-VM', 'r-1004-VM']],
    ['never-comes-back', ['r-930-VM']],
    ['job-fails', ['r-961-VM']],
    ['needs-upgrade', ['r-622-VM']],
    ['comes-back-unhealthy', ['r-648-VM']],
    ['host-goes-down', ['r-660-VM']],
    ['job-hangs', ['r-781-VM']],
    ['agent-down', ['v-214-VM']],
    ['refuses-consoles', ['v-1049-VM']],
    ['hostile-output', ['r-977-VM']],
    ['lossy-uplink', ['r-915-VM']],
    ['cut-bundle', ['r-978-VM']],
    ['host-in-maintenance', ['fra1-kvm-09']],
  ])('%s: %j', (trouble, names) => {
    const having = [...demo.troubles].filter(([, name]) => name === trouble).map(([id]) => id)
    expect(having).toEqual(names.map((name) => named(demo, name)?.id))
  })

  test('shows at rest what is wrong', () => {
    expect(statuses(demo, 'r-1042-VM')).toEqual(
      expect.arrayContaining(['disk_space_check.py FAILED', 'gateways_check.py FAILED', 'dhcp_check.py FAILED']),
    )
    expect(statuses(demo, 'r-988-VM')).toEqual(['connectivity.test FAILED', 'filesystem.writable.test UNKNOWN'])
    expect(named(demo, 'r-988-VM')).toMatchObject({ hostname: named(demo, 'r-1027-VM')?.hostname })
    expect(statuses(demo, 'r-955-VM')).toContain('acme_ntp_check.sh FAILED')
    expect(statuses(demo, 'r-902-VM')).toContain('haproxy_check.py WARNING')
    expect(statuses(demo, 'r-948-VM')).toContain('helios_quota_check.py UNKNOWN')
    expect(statuses(demo, 'r-872-VM')).not.toContain('gateways_check.py SUCCESS')
    expect(named(demo, 'r-1051-VM')).toMatchObject({ state: 'Starting', version: 'UNKNOWN', requiresupgrade: true })
    expect(named(demo, 'r-847-VM')).toMatchObject({
      version: '4.20.2',
      softwareversion: '4.22.0.0',
      requiresupgrade: false,
    })
    expect(named(demo, 'v-214-VM')).toMatchObject({
      agentstate: 'Disconnected',
      disconnected: demo.clock.date(defaultEpoch - 38 * 60_000),
    })
    expect(named(demo, 'v-1049-VM')).not.toHaveProperty('agentstate')
    const onIt = demo.tables.routers.filter((router) => router.hostcontrolstate === 'Maintenance')
    expect(onIt.map((router) => router.name)).toEqual(['r-712-VM', 'r-745-VM', 'r-752-VM', 'r-760-VM'])
  })

  test('holds text that tries to be more than text', () => {
    const names = demo.tables.networks.map((network) => network.name)
    expect(names).toContain('<img src=x onerror=alert(1)>')
    expect(names.some((name) => name.includes('\u202E') && name.includes('\u200F'))).toBe(true)
    expect(Math.max(...demo.tables.annotations.map((comment) => comment.annotation.length))).toBe(10_240)
  })

  test('gives tenants instances, and salesadmin routers of its domain alone', () => {
    const mine = demo.tables.instances.filter((vm) => vm.account === 'tenant')
    expect(mine.map((vm) => vm.zonename)).toEqual(expect.arrayContaining(['fra-1', 'fra-2', 'ams-1']))
    expect(demo.tables.routers.filter((router) => router.domainpath?.startsWith('ROOT/sales')).length).toBeGreaterThan(
      8,
    )
    expect(demo.tables.routers.filter((router) => router.projectid)).toHaveLength(1)
  })
})

describe('other worlds', () => {
  test('the same name gives the same world, another name the like with its own ids', () => {
    expect(worldOf('twin').tables).toEqual(worldOf('twin').tables)
    const other = worldOf('other').tables.routers
    expect(other.map(({ name, publicip }) => [name, publicip])).toEqual(
      demo.tables.routers.map(({ name, publicip }) => [name, publicip]),
    )
    const ids = new Set(demo.tables.routers.map(({ id }) => id))
    expect(other.filter(({ id }) => ids.has(id))).toEqual([])
  })

  test('what one world changes, another keeps', () => {
    const [one, two] = [worldOf('one'), worldOf('two')]
    for (const rows of Object.values(one.tables)) for (const row of rows) Object.assign(row, { name: 'changed' })
    expect(JSON.stringify(two.tables)).not.toContain('"changed"')
    expect(two.tables).toEqual(worldOf('two').tables)
  })

  test('in a calm world nothing is wrong', () => {
    const calm = worldOf('calm-1')
    expect(calm.troubles.size).toBe(0)
    expect(calm.tables.routers).toHaveLength(60)
    for (const router of calm.tables.routers) {
      expect(router).toMatchObject({ state: 'Running', requiresupgrade: false, hostcontrolstate: 'Enabled' })
      expect(statuses(calm, router.name).filter((status) => !status.endsWith(' SUCCESS'))).toEqual([])
    }
    const pairs = Map.groupBy(
      calm.tables.routers.filter((router) => router.isredundantrouter),
      (router) => router.vpcid ?? router.guestnetworkid,
    )
    for (const pair of pairs.values()) {
      expect(pair.map((router) => router.redundantstate).toSorted()).toEqual(['BACKUP', 'PRIMARY'])
    }
    expect(new Set(calm.tables.systemVms.map((vm) => vm.agentstate))).toEqual(new Set(['Up']))
    expect(calm.tables.systemVms.every((vm) => vm.version === '4.22.0.0')).toBe(true)
    expect(calm.tables.alerts.filter((alert) => alert.type === 9)).toEqual([])
  })

  test('an empty world has hosts and nothing on them', () => {
    const { zones, hosts, routers, systemVms, networks, instances } = worldOf('empty').tables
    expect([zones.length, hosts.length]).toEqual([3, 19])
    expect([routers, systemVms, networks, instances].flat()).toEqual([])
  })

  test('ages are told from the epoch', () => {
    const later = new World({ name: '', epoch: defaultEpoch + 86_400_000 })
    seed(later)
    const proxy = later.tables.systemVms.find((vm) => vm.name === 'v-214-VM')
    expect(proxy?.disconnected).toBe('2026-11-24T08:22:00+0000')
  })
})

test('docs/demo-world.md names the rows that have each trouble', () => {
  const doc = readFileSync(new URL('../../../../docs/demo-world.md', import.meta.url), 'utf8')
  const told = [...doc.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)].flatMap(([, trouble = '', rows = '']) =>
    [...rows.matchAll(/`([^`]+)`/g)].map(([, name]) => `${trouble} ${name}`),
  )
  const slow = worldOf('slow-doc')
  const rows = [...slow.tables.routers, ...slow.tables.systemVms, ...slow.tables.hosts, ...slow.tables.zones]
  const real = [...slow.troubles].map(([id, trouble]) => `${trouble} ${rows.find((row) => row.id === id)?.name}`)
  const known = told.filter((line) => (line.split(' ')[0] ?? '') in troubles && !line.endsWith(' slow'))
  expect(known.toSorted()).toEqual(real.toSorted())
})
