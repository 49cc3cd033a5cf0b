import * as z from 'zod'
import { flag, get, id, job, list, paging, text } from '../define.ts'

/** A user sees fewer fields than an admin (`guestcidraddress`, …). Recorded: `listZones`. */
export const zone = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** Basic or Advanced. */
  networktype: z.string().optional(),
  /** Enabled or Disabled. */
  allocationstate: z.string().optional(),
  /** Core or Edge. */
  type: z.string().optional(),
  dns1: z.string().optional(),
  dns2: z.string().optional(),
  internaldns1: z.string().optional(),
  internaldns2: z.string().optional(),
  guestcidraddress: z.string().optional(),
  localstorageenabled: z.boolean().optional(),
  securitygroupsenabled: z.boolean().optional(),
  ismultiarch: z.boolean().optional(),
  zonetoken: z.string().optional(),
  dhcpprovider: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type Zone = z.output<typeof zone>

/** Recorded: `listPods`. */
export const pod = z.looseObject({
  id: z.string(),
  name: z.string(),
  zoneid: z.string(),
  zonename: z.string().optional(),
  gateway: z.string().optional(),
  netmask: z.string().optional(),
  allocationstate: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type Pod = z.output<typeof pod>

/** Recorded: `listClusters`. */
export const cluster = z.looseObject({
  id: z.string(),
  name: z.string(),
  zoneid: z.string(),
  zonename: z.string().optional(),
  podid: z.string().optional(),
  podname: z.string().optional(),
  hypervisortype: z.string().optional(),
  clustertype: z.string().optional(),
  allocationstate: z.string().optional(),
  managedstate: z.string().optional(),
  arch: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type Cluster = z.output<typeof cluster>

/** A hypervisor host, or the agent of a system VM (`type` ConsoleProxy, SecondaryStorageVM). Recorded: `listHosts.*`. */
export const host = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** Up, Down, Disconnected, Alert, Connecting, … */
  state: z.string().optional(),
  /** Routing, ConsoleProxy, SecondaryStorageVM, … */
  type: z.string().optional(),
  /** Enabled, Disabled, PrepareForMaintenance, ErrorInPrepareForMaintenance, Maintenance, ErrorInMaintenance, … */
  resourcestate: z.string().optional(),
  ipaddress: z.string().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  podid: z.string().optional(),
  podname: z.string().optional(),
  clusterid: z.string().optional(),
  clustername: z.string().optional(),
  clustertype: z.string().optional(),
  hypervisor: z.string().optional(),
  hypervisorversion: z.string().optional(),
  version: z.string().optional(),
  arch: z.string().optional(),
  cpunumber: z.number().optional(),
  cpuspeed: z.number().optional(),
  cpuused: z.string().optional(),
  cpuallocated: z.string().optional(),
  /** Bytes. */
  memorytotal: z.number().optional(),
  /** `memorytotal` times the cluster's overcommit ratio, as digits. */
  memorywithoverprovisioning: z.string().optional(),
  memoryallocated: z.number().optional(),
  memoryused: z.number().optional(),
  lastpinged: z.string().optional(),
  disconnected: z.string().optional(),
  created: z.string().optional(),
  managementserverid: z.string().optional(),
  managementservername: z.string().optional(),
  /** The system VM behind an agent's row (4.21). */
  virtualmachineid: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type Host = z.output<typeof host>

/** Recorded: `listManagementServers`; paging is ignored by the server. */
export const managementServer = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** Up, Down, PreparingForMaintenance, Maintenance, PreparingForShutDown, ReadyToShutDown, ShuttingDown. */
  state: z.string().optional(),
  version: z.string().optional(),
  javadistribution: z.string().optional(),
  javaversion: z.string().optional(),
  osdistribution: z.string().optional(),
  lastserverstart: z.string().optional(),
  lastserverstop: z.string().optional(),
  lastboottime: z.string().optional(),
  serviceip: z.string().optional(),
  ipaddress: z.string().optional(),
  agentscount: z.number().optional(),
  pendingjobscount: z.number().optional(),
})
export type ManagementServer = z.output<typeof managementServer>

/** Counts. Recorded: `listInfrastructure`. */
export const infrastructure = z.looseObject({
  zones: z.number(),
  pods: z.number(),
  clusters: z.number(),
  hosts: z.number(),
  storagepools: z.number(),
  imagestores: z.number(),
  systemvms: z.number(),
  routers: z.number(),
  ilbvms: z.number().optional(),
  cpusockets: z.number().optional(),
  managementservers: z.number().optional(),
  alerts: z.number().optional(),
})
export type Infrastructure = z.output<typeof infrastructure>

const where = { zoneid: id.optional(), podid: id.optional() }

export const hostCommands = {
  listZones: list('zone', zone, {
    id: id.optional(),
    ids: text.optional(),
    name: text.optional(),
    available: flag.optional(),
    networktype: text.optional(),
    domainid: id.optional(),
    ...paging,
  }),
  listPods: list('pod', pod, {
    id: id.optional(),
    name: text.optional(),
    zoneid: id.optional(),
    allocationstate: text.optional(),
    ...paging,
  }),
  listClusters: list('cluster', cluster, {
    id: id.optional(),
    name: text.optional(),
    hypervisor: text.optional(),
    clustertype: text.optional(),
    allocationstate: text.optional(),
    managedstate: text.optional(),
    arch: text.optional(),
    ...where,
    ...paging,
  }),
  listHosts: list('host', host, {
    id: id.optional(),
    name: text.optional(),
    type: text.optional(),
    state: text.optional(),
    resourcestate: text.optional(),
    clusterid: id.optional(),
    hypervisor: text.optional(),
    managementserverid: id.optional(),
    hahost: flag.optional(),
    arch: text.optional(),
    /** Comma-separated: min, all, capacity, events, stats. */
    details: text.optional(),
    ...where,
    ...paging,
  }),
  listManagementServers: list('managementserver', managementServer, {
    id: id.optional(),
    name: text.optional(),
    peers: flag.optional(),
    ...paging,
  }),
  /**
   * The job ends while the host is still PrepareForMaintenance; it is Maintenance once its VMs have left.
   * Recorded: `prepareHostForMaintenance`, `listHosts.in-maintenance`, `cancelHostMaintenance`.
   */
  prepareHostForMaintenance: job(z.looseObject({ host }), { id }),
  cancelHostMaintenance: job(z.looseObject({ host }), { id }),
  listInfrastructure: get(z.looseObject({ infrastructure }), {}),
} as const
