import type { Cluster, Host, ImageStore, ManagementServer, Pod, StoragePool } from '@stratoview/api-client'
import type { World } from '../world.ts'

/** Rows as recorded: listZones, listPods, listClusters, listHosts.routing, listStoragePools, listImageStores, listManagementServers. */
export function zoneRow(world: World, name: string, dns: string) {
  return {
    id: world.uuid(),
    name,
    dns1: dns,
    internaldns1: dns,
    guestcidraddress: '10.1.1.0/24',
    networktype: 'Advanced',
    securitygroupsenabled: false,
    gputotal: 0,
    gpuused: 0,
    allocationstate: 'Enabled',
    zonetoken: world.uuid(),
    dhcpprovider: 'VirtualRouter',
    localstorageenabled: false,
    tags: [],
    allowuserspecifyvrmtu: false,
    routerprivateinterfacemaxmtu: 1500,
    routerpublicinterfacemaxmtu: 1500,
    type: 'Core',
    isnsxenabled: false,
    ismultiarch: false,
    asnrange: '',
    routedmodeenabled: true,
    hasannotations: false,
  }
}

export type At = { zoneid: string; zonename: string }

export function podRow(world: World, at: At, name: string, management: string, index: number): Pod {
  const [startip, endip] = [`${management}.${100 + index * 60}`, `${management}.${159 + index * 60}`]
  return {
    id: world.uuid(),
    name,
    ...at,
    gateway: `${management}.1`,
    netmask: '255.255.255.0',
    ipranges: [{ startip, endip, forsystemvms: '0', vlanid: 'vlan://untagged' }],
    startip: [startip],
    endip: [endip],
    forsystemvms: ['0'],
    vlanid: ['vlan://untagged'],
    allocationstate: 'Enabled',
    hasannotations: false,
  }
}

type InPod = At & { podid: string; podname: string }

export function clusterRow(world: World, at: InPod, name: string, hypervisortype: string) {
  return {
    id: world.uuid(),
    name,
    ...at,
    hypervisortype,
    clustertype: hypervisortype === 'VMware' ? 'ExternalManaged' : 'CloudManaged',
    allocationstate: 'Enabled',
    managedstate: 'Managed',
    cpuovercommitratio: '4.0',
    memoryovercommitratio: '1.0',
    resourcedetails: { memoryOvercommitRatio: '1.0', cpuOvercommitRatio: '4.0' },
    arch: 'x86_64',
    hasannotations: false,
  } satisfies Cluster
}

/** Every state a host's agent can be sent, as `listHosts` lists them. */
export const agentEvents =
  'AgentConnected; StartAgentRebalance; AgentDisconnected; HostDown; Remove; PingTimeout; Ping; ManagementServerDown; ShutdownRequested'

/** Recorded: the server reads seconds as milliseconds here, so every host was last pinged in January 1970. */
export const lastPinged = (world: World) => world.clock.date(world.clock.now / 1000)

export function hostRow(
  world: World,
  server: ManagementServer,
  cluster: Cluster,
  name: string,
  ipaddress: string,
): Host {
  const allocated = world.random.int(30, 62)
  const memoryallocated = world.random.int(90, 210) * 1024 ** 3
  const percent = `${allocated}.${world.random.int(10, 99)}%`
  return {
    id: world.uuid(),
    name,
    state: 'Up',
    type: 'Routing',
    ipaddress,
    zoneid: cluster.zoneid,
    zonename: cluster.zonename,
    podid: cluster.podid,
    podname: cluster.podname,
    version: '4.22.0.0',
    hypervisor: cluster.hypervisortype,
    cpunumber: 64,
    cpuspeed: 2900,
    cpuallocated: percent,
    cpuallocatedvalue: allocated * 1856,
    cpuallocatedpercentage: percent,
    cpuallocatedwithoverprovisioning: percent,
    cpuused: `${world.random.int(4, 48)}.${world.random.int(1, 9)}%`,
    cpuwithoverprovisioning: '742400',
    cpuloadaverage: world.random.int(2, 40),
    networkkbsread: world.random.int(20_000, 900_000_000),
    networkkbswrite: world.random.int(20_000, 900_000_000),
    memorytotal: 256 * 1024 ** 3,
    memorywithoverprovisioning: String(256 * 1024 ** 3),
    memoryallocated,
    memoryallocatedpercentage: `${((memoryallocated / (256 * 1024 ** 3)) * 100).toFixed(2)}%`,
    memoryallocatedbytes: memoryallocated,
    memoryused: memoryallocated - world.random.int(8, 40) * 1024 ** 3,
    capabilities: cluster.hypervisortype === 'KVM' ? 'hvm,snapshot' : 'hvm',
    lastpinged: lastPinged(world),
    managementserverid: server.id,
    managementservername: server.name,
    clusterid: cluster.id,
    clustername: cluster.name,
    clustertype: cluster.clustertype,
    islocalstorageactive: false,
    created: world.date(412 * 86_400_000),
    events: agentEvents,
    hostha: { haenable: false, hastate: 'Disabled' },
    outofbandmanagement: { powerstate: 'Disabled', enabled: false },
    resourcestate: 'Enabled',
    hypervisorversion: cluster.hypervisortype === 'KVM' ? '8.2.2' : '8.0.3',
    hahost: false,
    ueficapability: true,
    arch: 'x86_64',
    hasannotations: false,
  }
}

export function poolRow(world: World, cluster: Cluster, name: string, ipaddress: string): StoragePool {
  const capacity = 40 * 1024 ** 4
  return {
    id: world.uuid(),
    zoneid: cluster.zoneid,
    zonename: cluster.zonename,
    podid: cluster.podid,
    podname: cluster.podname,
    name,
    ipaddress,
    path: `/export/${name}`,
    created: world.date(412 * 86_400_000),
    type: 'NetworkFilesystem',
    clusterid: cluster.id,
    clustername: cluster.name,
    capacitybytes: capacity,
    disksizetotal: capacity,
    disksizeallocated: world.random.int(8, 30) * 1024 ** 4,
    disksizeused: world.random.int(4, 20) * 1024 ** 4,
    capacityiops: 1_000_000,
    usediops: world.random.int(20_000, 400_000),
    istagarule: false,
    state: 'Up',
    scope: 'CLUSTER',
    overprovisionfactor: '2.0',
    hypervisor: cluster.hypervisortype,
    provider: 'DefaultPrimary',
    storagecapabilities: { VOLUME_SNAPSHOT_QUIESCEVM: 'false' },
    managed: false,
    details: {},
    hasannotations: false,
  }
}

export function imageStoreRow(world: World, at: At, management: string): ImageStore {
  return {
    id: world.uuid(),
    ...at,
    name: `${at.zonename}-secondary`,
    url: `nfs://${management}.6/export/secondary`,
    protocol: 'nfs',
    providername: 'NFS',
    scope: 'ZONE',
    readonly: false,
    disksizetotal: 20 * 1024 ** 4,
    disksizeused: (at.zonename === 'ams-1' ? 16.4 : 8.2) * 1024 ** 4,
    hasannotations: false,
  }
}

export function managementServerRow(world: World): ManagementServer {
  return {
    id: world.uuid(),
    name: 'mgmt-01',
    state: 'Up',
    version: '4.22.0.0',
    javadistribution: 'Debian',
    javaversion: '17.0.15+6-Debian-1deb12u1',
    osdistribution: 'Debian GNU/Linux 12 (bookworm)',
    lastserverstart: world.date(19 * 86_400_000),
    lastboottime: world.date(20 * 86_400_000),
    serviceip: '10.20.1.2',
    ipaddress: '10.20.1.2',
    lastagents: [],
    agents: [] as string[],
    agentscount: 0,
    pendingjobscount: 0,
  }
}
