import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { World, type Tables } from '../world.ts'
import { seed } from './index.ts'

const world = new World({ name: '' })
seed(world)

type Row = Record<string, unknown>

/** Every row of a kind in a recording, whole or inside a job's answers. */
function recorded(file: string, kind: string): Row[] {
  const found: Row[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === kind) found.push(...(Array.isArray(inner) ? inner : [inner]))
      else visit(inner)
    }
  }
  visit(JSON.parse(readFileSync(new URL(`../../recordings/${file}.json`, import.meta.url), 'utf8')))
  return found
}

/** As they go on the wire: what is undefined is absent. */
const onTheWire = (table: keyof Tables) => JSON.parse(JSON.stringify(world.tables[table])) as Row[]

/** Fields a row has or lacks for a reason that no recording happened to show. */
interface Reasons {
  more?: readonly string[]
  less?: readonly string[]
}

interface Check extends Reasons {
  table: keyof Tables
  files: readonly string[]
  kind: string
}

const none: Reasons = {}
const inProject: Reasons = { more: ['projectid', 'project'], less: ['account'] }
const domain: Reasons = { more: ['parentdomainid', 'parentdomainname'] }

/** What a stopped instance has not. */
const ofRunning =
  `hostid hostname hostcontrolstate cpuused networkkbsread networkkbswrite diskkbsread diskkbswrite memorykbs
  memoryintfreekbs memorytargetkbs diskioread diskiowrite`.split(/\s+/)

const checks: readonly Check[] = [
  { table: 'zones', files: ['listZones'], kind: 'zone', ...none },
  { table: 'pods', files: ['listPods'], kind: 'pod', ...none },
  { table: 'clusters', files: ['listClusters'], kind: 'cluster', ...none },
  {
    table: 'hosts',
    files: ['listHosts.routing', 'listHosts.SecondaryStorageVM'],
    kind: 'host',
    more: ['disconnected'],
  },
  { table: 'storagePools', files: ['listStoragePools'], kind: 'storagepool', ...none },
  // The recorded server had not collected its statistics yet.
  { table: 'imageStores', files: ['listImageStores'], kind: 'imagestore', more: ['disksizetotal', 'disksizeused'] },
  { table: 'managementServers', files: ['listManagementServers'], kind: 'managementserver', ...none },
  {
    table: 'systemVms',
    files: ['listSystemVms', 'listSystemVms.consoleproxy'],
    kind: 'systemvm',
    more: ['disconnected', 'activeviewersessions', 'agentstate', 'version'],
  },
  {
    table: 'internalLbs',
    files: ['listInternalLoadBalancerVMs', 'stopInternalLoadBalancerVM'],
    kind: 'internalloadbalancervm',
    ...none,
  },
  { table: 'networks', files: ['listNetworks'], kind: 'network', ...inProject },
  { table: 'vpcs', files: ['listVPCs'], kind: 'vpc', ...none },
  { table: 'volumes', files: ['listVolumes.router', 'listVolumes.systemvm'], kind: 'volume', ...inProject },
  {
    table: 'serviceOfferings',
    files: ['consoleproxy', 'domainrouter', 'secondarystoragevm'].map((kind) => `listServiceOfferings.${kind}`),
    kind: 'serviceoffering',
    less: ['systemvmtype', 'networkrate'],
  },
  { table: 'templates', files: ['listTemplates.system'], kind: 'template', ...none },
  { table: 'accounts', files: ['listAccounts'], kind: 'account', ...none },
  { table: 'users', files: ['listUsers'], kind: 'user', less: ['apikey'] },
  { table: 'domains', files: ['listDomains'], kind: 'domain', ...domain },
  {
    table: 'events',
    files: ['listEvents', 'listEvents.router'],
    kind: 'event',
    less: ['resourceid', 'resourcename', 'resourcetype'],
  },
  { table: 'alerts', files: ['listAlerts'], kind: 'alert', ...none },
  { table: 'alertTypes', files: ['listAlertTypes'], kind: 'alerttype', ...none },
  { table: 'annotations', files: ['listAnnotations'], kind: 'annotation', ...none },
  {
    table: 'instances',
    files: ['listVirtualMachines'],
    kind: 'virtualmachine',
    more: inProject.more,
    less: ['account', ...ofRunning],
  },
  {
    table: 'routers',
    files: ['listRouters.with-health', 'listRouters.with-internal-lb', 'rebootRouter', 'restartNetwork.cleanup'],
    kind: 'router',
    more: inProject.more,
    // Of one that has never been up; recorded whole for a VPC's alone.
    less: ['account', 'scriptsversion', 'softwareversion', 'vpcid', 'vpcname'],
  },
]

/** How far a row is from a recorded one, reasons aside. */
function difference(row: Row, like: Row, { more = [], less = [] }: Reasons): string[] {
  const plus = Object.keys(row).filter((key) => !(key in like) && !more.includes(key))
  const minus = Object.keys(like).filter((key) => !(key in row) && !less.includes(key))
  return [...plus.map((key) => `+${key}`), ...minus.map((key) => `-${key}`)]
}

/** Fields of a job on a row, and results that come only when asked for: not a matter of the seed. */
function stripped(row: Row): Row {
  const { jobid: _, jobstatus: __, healthcheckresults: ___, ...rest } = row
  return rest
}

describe('rows have the keys of recorded ones', () => {
  test.each(checks)('$table', ({ table, files, kind, ...reasons }) => {
    const like = files.flatMap((file) => recorded(file, kind)).map(stripped)
    expect(like.length).toBeGreaterThan(0)
    for (const row of onTheWire(table).map(stripped)) {
      const nearest = like.map((one) => difference(row, one, reasons)).toSorted((a, b) => a.length - b.length)[0]
      expect(nearest, String(row.name ?? row.description)).toEqual([])
    }
  })

  test('health results, and the NICs of routers', () => {
    const results = recorded('listRouters.with-health', 'healthcheckresults')
    const nics = recorded('listRouters.with-health', 'nic').concat(recorded('rebootRouter', 'nic'))
    for (const router of onTheWire('routers')) {
      for (const result of (router.healthcheckresults ?? []) as Row[]) {
        expect(Object.keys(result).toSorted()).toEqual(Object.keys(results[0] ?? {}).toSorted())
      }
      // The guest NIC of an isolated network has no gateway, on or off; recorded off for a VPC's tier alone.
      for (const nic of router.nic as Row[]) {
        expect(
          nics.some((one) => difference(nic, one, { less: ['gateway'] }).length === 0),
          String(router.name),
        ).toBe(true)
      }
    }
  })

  test('settings are the recorded ones', () => {
    const rows = [
      ...recorded('listConfigurations', 'configuration'),
      ...recorded('listConfigurations.page2', 'configuration'),
    ]
    expect(onTheWire('configurations').map((row) => row.name)).toEqual(rows.map((row) => row.name))
    for (const name of ['default.page.size', 'router.health.checks.basic.interval', 'consoleproxy.session.max']) {
      const [mine, like] = [onTheWire('configurations'), rows].map((all) => all.find((row) => row.name === name))
      const { scope: _, ...rest } = mine ?? {}
      expect(rest).toEqual(like)
    }
  })
})
