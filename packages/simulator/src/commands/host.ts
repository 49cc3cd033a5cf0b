import type { Host, Zone } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { cancel, prepare } from '../lifecycle/maintenance.ts'
import { select } from '../list.ts'
import type { Accepted, Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { act, withJob } from './common.ts'

const place = ['id', 'name', 'zoneid', 'podid', 'clusterid'] as const
const named = ['name'] as const

interface HostVerb {
  event: string
  doing: string
  scheduled: string
  cmd: string
  work: (world: World, host: Host) => Steps
}

/** The answer is the host as it then is, its own job included (recorded). */
function hostJob(context: Context, id: string, verb: HostVerb): Accepted<{ host: Host }> {
  const { world } = context
  const host = world.find('hosts', id)
  if (!host) throw badParameter(`Unable to find host with ID: ${id}. Please specify a valid host ID.`, 4350)
  const about = {
    action: { type: verb.event, doing: verb.doing, idLabel: 'Host Id: ', scheduled: verb.scheduled },
    subject: { type: 'Host', id: host.id, name: host.name },
    cmd: `admin.host.${verb.cmd}`,
  }
  return act(context, about, function* () {
    yield* verb.work(world, host)
    return { host: withJob(world, host) }
  })
}

/** Fields of a zone that only an admin sees. Recorded: `listZones` against `twofactor.after`. */
function zoneFor({ caller }: Context) {
  if (caller.role === 'admin' || caller.role === 'auditor') return undefined
  return (zone: Zone): Zone => {
    const shown: Record<string, unknown> = { ...zone }
    for (const field of ['dns1', 'dns2', 'internaldns1', 'internaldns2', 'guestcidraddress']) delete shown[field]
    return shown as Zone
  }
}

export const hostHandlers: Family<
  | 'listZones'
  | 'listPods'
  | 'listClusters'
  | 'listHosts'
  | 'listManagementServers'
  | 'listInfrastructure'
  | 'listImageStores'
  | 'listStoragePools'
  | 'prepareHostForMaintenance'
  | 'cancelHostMaintenance'
> = {
  listZones: (given, context) => ({
    key: 'zone',
    rows: select(context.world.tables.zones, given, {
      same: ['id', 'name', 'networktype'],
      keyword: named,
      by: {
        ids: (zone, ids) => ids.split(',').includes(zone.id),
        available: (zone, flag) => flag !== 'true' || zone.allocationstate === 'Enabled',
      },
    }),
    show: zoneFor(context),
  }),
  listPods: (given, { world }) => ({
    key: 'pod',
    rows: select(world.tables.pods, given, { same: [...place, 'allocationstate'], keyword: named }),
  }),
  listClusters: (given, { world }) => ({
    key: 'cluster',
    rows: select(world.tables.clusters, given, {
      same: [...place, 'clustertype', 'allocationstate', 'managedstate', 'arch'],
      keyword: ['name', 'hypervisortype'],
      by: { hypervisor: (cluster, name) => cluster.hypervisortype?.toLowerCase() === name.toLowerCase() },
    }),
  }),
  listHosts: (given, { world }) => ({
    key: 'host',
    rows: select(world.tables.hosts, given, {
      same: [...place, 'type', 'state', 'resourcestate', 'hypervisor', 'managementserverid', 'arch'],
      keyword: ['name', 'state', 'type'],
    }),
    show: (host) => withJob(world, host),
  }),
  listManagementServers: (given, { world }) => ({
    key: 'managementserver',
    rows: select(world.tables.managementServers, given, { same: ['id', 'name'] }),
  }),
  prepareHostForMaintenance: ({ id }, context) =>
    hostJob(context, id, {
      event: 'MAINT.PREPARE',
      doing: 'preparing for maintenance',
      scheduled: 'preparing for maintenance, host: ',
      cmd: 'PrepareForHostMaintenanceCmd',
      work: prepare,
    }),
  cancelHostMaintenance: ({ id }, context) =>
    hostJob(context, id, {
      event: 'MAINT.CANCEL',
      doing: 'cancel maintenance for host',
      scheduled: 'canceling maintenance for host: ',
      cmd: 'CancelHostMaintenanceCmd',
      work: cancel,
    }),
  listInfrastructure: (_, { world: { tables } }) => ({
    infrastructure: {
      zones: tables.zones.length,
      pods: tables.pods.length,
      clusters: tables.clusters.length,
      hosts: tables.hosts.filter((host) => host.type === 'Routing').length,
      storagepools: tables.storagePools.length,
      imagestores: tables.imageStores.length,
      backuprepositories: 0,
      objectstores: 0,
      systemvms: tables.systemVms.length,
      routers: tables.routers.length,
      ilbvms: tables.internalLbs.length,
      cpusockets: tables.hosts.filter((host) => host.type === 'Routing').length * 2,
      managementservers: tables.managementServers.length,
      alerts: tables.alerts.length,
    },
  }),
  listImageStores: (given, { world }) => ({
    key: 'imagestore',
    rows: select(world.tables.imageStores, given, {
      same: ['id', 'name', 'zoneid', 'protocol'],
      keyword: named,
      by: {
        provider: (store, name) => store.providername === name,
        readonly: (store, flag) => (store.readonly === true) === (flag === 'true'),
      },
    }),
  }),
  listStoragePools: (given, { world }) => ({
    key: 'storagepool',
    rows: select(world.tables.storagePools, given, {
      same: [...place, 'ipaddress', 'path', 'scope'],
      keyword: ['name', 'path'],
      by: {
        status: (pool, state) => pool.state?.toLowerCase() === state.toLowerCase(),
        hostid: (pool, id) => {
          const host = world.find('hosts', id)
          return pool.clusterid === undefined ? pool.zoneid === host?.zoneid : pool.clusterid === host?.clusterid
        },
      },
    }),
  }),
}
