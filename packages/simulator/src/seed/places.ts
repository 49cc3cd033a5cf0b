import type { Host, ManagementServer, StoragePool, Zone } from '@stratoview/api-client'
import type { World } from '../world.ts'
import { clusterRow, hostRow, imageStoreRow, managementServerRow, podRow, poolRow, zoneRow } from './place-rows.ts'

export type ZoneName = 'fra-1' | 'fra-2' | 'ams-1'

/** What a zone's rows are made from. Addresses are from the documentation ranges. */
interface ZonePlan {
  name: ZoneName
  dns: string
  /** The first three bytes of its public and its management addresses. */
  public: string
  management: string
  pods: { name: string; clusters: ClusterPlan[] }[]
}

interface ClusterPlan {
  name: string
  hypervisor: 'KVM' | 'VMware'
  hosts: readonly string[]
  /** Primary storage besides `<cluster>-nfs`, where disks may move to. */
  spare?: string
}

const plans: readonly ZonePlan[] = [
  {
    name: 'fra-1',
    dns: '10.20.0.10',
    public: '203.0.113',
    management: '10.20.1',
    pods: [
      {
        name: 'fra1-a',
        clusters: [
          {
            name: 'fra1-kvm-a',
            hypervisor: 'KVM',
            hosts: ['fra1-kvm-01', 'fra1-kvm-02', 'fra1-kvm-03', 'fra1-kvm-06', 'fra1-kvm-07'],
            spare: 'fra1-kvm-a-ssd',
          },
        ],
      },
      {
        name: 'fra1-b',
        clusters: [{ name: 'fra1-kvm-b', hypervisor: 'KVM', hosts: ['fra1-kvm-09', 'fra1-kvm-11', 'fra1-kvm-12'] }],
      },
    ],
  },
  {
    name: 'fra-2',
    dns: '10.30.0.10',
    public: '203.0.113',
    management: '10.30.1',
    pods: [
      {
        name: 'fra2-a',
        clusters: [
          {
            name: 'fra2-kvm-a',
            hypervisor: 'KVM',
            hosts: ['fra2-kvm-02', 'fra2-kvm-03', 'fra2-kvm-04', 'fra2-kvm-06', 'fra2-kvm-09'],
          },
        ],
      },
    ],
  },
  {
    name: 'ams-1',
    dns: '10.40.0.10',
    public: '198.51.100',
    management: '10.40.1',
    pods: [
      {
        name: 'ams1-a',
        clusters: [
          { name: 'ams1-kvm-a', hypervisor: 'KVM', hosts: ['ams1-kvm-01', 'ams1-kvm-02', 'ams1-kvm-05'] },
          { name: 'ams1-esx-a', hypervisor: 'VMware', hosts: ['ams1-esx-01', 'ams1-esx-02'] },
          // The same pod: VMware moves system VMs from cluster to cluster within it.
          { name: 'ams1-esx-b', hypervisor: 'VMware', hosts: ['ams1-esx-03'] },
        ],
      },
    ],
  },
]

/** A zone's rows and the addresses its VMs get. */
export interface Place {
  zone: Zone & { dns1: string }
  public: string
  management: string
  /** Ids of networks that no list shows: the NICs of system VMs and routers name them. */
  publicNetworkId: string
  controlNetworkId: string
  physicalNetworkId: string
  pools: StoragePool[]
}

export interface Places {
  server: ManagementServer
  of: (zone: ZoneName) => Place
  host: (name: string) => Host
  hosts: Host[]
}

/** Recorded: listZones, listPods, listClusters, listHosts.routing, listStoragePools, listImageStores, listManagementServers. */
export function seedPlaces(world: World): Places {
  const server = managementServerRow(world)
  world.tables.managementServers.push(server)
  const places = new Map<string, Place>()
  for (const plan of plans) places.set(plan.name, seedZone(world, server, plan))
  const hosts = new Map(world.tables.hosts.map((host) => [host.name, host]))
  return {
    server,
    of: (zone) => must(places.get(zone), zone),
    host: (name) => must(hosts.get(name), name),
    hosts: [...hosts.values()],
  }
}

export function must<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new RangeError(`the seed names ${name}, which it does not make`)
  return found
}

function seedZone(world: World, server: ManagementServer, plan: ZonePlan): Place {
  const { tables } = world
  const zone = zoneRow(world, plan.name, plan.dns)
  const at = { zoneid: zone.id, zonename: zone.name }
  const pools: StoragePool[] = []
  let address = 10
  tables.zones.push(zone)
  for (const [index, { name, clusters }] of plan.pods.entries()) {
    const pod = podRow(world, at, name, plan.management, index)
    tables.pods.push(pod)
    for (const made of clusters) {
      const cluster = clusterRow(world, { ...at, podid: pod.id, podname: pod.name }, made.name, made.hypervisor)
      tables.clusters.push(cluster)
      for (const host of made.hosts) {
        tables.hosts.push(hostRow(world, server, cluster, host, `${plan.management}.${address++}`))
      }
      const pool = poolRow(world, cluster, `${made.name}-nfs`, `${plan.management}.5`)
      tables.storagePools.push(pool)
      pools.push(pool)
      if (made.spare !== undefined) {
        tables.storagePools.push(poolRow(world, cluster, made.spare, `${plan.management}.6`))
      }
    }
  }
  tables.imageStores.push(imageStoreRow(world, at, plan.management))
  const ids = { publicNetworkId: world.uuid(), controlNetworkId: world.uuid(), physicalNetworkId: world.uuid() }
  return { zone, public: plan.public, management: plan.management, pools, ...ids }
}
