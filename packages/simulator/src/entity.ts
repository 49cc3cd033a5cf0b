import type { RoleCommand } from '@stratoview/api-client'
import type { Tables, World } from './world.ts'

type Table = keyof Tables

/** System VMs, routers and instances are one table of the server, so any of their ids passes (reference §3). */
const vms: readonly Table[] = ['routers', 'internalLbs', 'systemVms', 'instances']

/** What a parameter of this name points at, whatever the command. */
const byParameter: Readonly<Record<string, readonly Table[]>> = {
  zoneid: ['zones'],
  podid: ['pods'],
  clusterid: ['clusters'],
  hostid: ['hosts'],
  networkid: ['networks'],
  vpcid: ['vpcs'],
  storageid: ['storagePools'],
  imagestoreuuid: ['imageStores'],
  imagestoreid: ['imageStores'],
  domainid: ['domains'],
  projectid: ['projects'],
  accountid: ['accounts'],
  userid: ['users'],
  virtualmachineid: vms,
  routerid: vms,
  targetid: vms,
  serviceofferingid: ['serviceOfferings'],
  networkofferingid: ['networkOfferings'],
  templateid: ['templates'],
  managementserverid: ['managementServers'],
}

/** What `id` points at, by the last word of the command. */
const byNoun: readonly (readonly [RegExp, readonly Table[]])[] = [
  [/(Router|SystemVm|InternalLoadBalancerVM|VirtualMachine)s?$/i, vms],
  [/Zones$/, ['zones']],
  [/Pods$/, ['pods']],
  [/Clusters$/, ['clusters']],
  [/Hosts?$|Host(For)?Maintenance$/, ['hosts']],
  [/Networks?$/, ['networks']],
  [/VPCs?$/, ['vpcs']],
  [/Volumes$/, ['volumes']],
  // Takes a volume's id (reference §3.2).
  [/StoragePoolsForMigration$/, ['volumes']],
  [/StoragePools$/, ['storagePools']],
  [/ImageStores$/, ['imageStores']],
  [/ServiceOfferings$/, ['serviceOfferings']],
  [/NetworkOfferings$/, ['networkOfferings']],
  [/Templates$/, ['templates']],
  [/Accounts$/, ['accounts']],
  [/Domains$/, ['domains']],
  [/Projects$/, ['projects']],
  [/Users$/, ['users']],
  [/Events$/, ['events']],
  [/Alerts$/, ['alerts']],
  [/Annotations?$/, ['annotations']],
  [/ConsoleSessions$/, ['consoleSessions']],
  [/ManagementServers$/, ['managementServers']],
]

function tablesOf(command: RoleCommand, parameter: string): readonly Table[] | undefined {
  if (parameter === 'id') return byNoun.find(([noun]) => noun.test(command))?.[1]
  return byParameter[parameter]
}

/**
 * Whether an id names a row, present or removed: CloudStack resolves both. Undefined when the parameter is no id.
 * `-1` passes: in `projectid` it means all.
 */
export function knows(world: World, command: RoleCommand, parameter: string, value: string): boolean | undefined {
  if (parameter === 'jobid') return world.tables.jobs.some((job) => job.jobid === value)
  const tables = tablesOf(command, parameter)
  if (!tables) return undefined
  return value === '-1' || world.removed.has(value) || tables.some((table) => world.find(table, value) !== undefined)
}
