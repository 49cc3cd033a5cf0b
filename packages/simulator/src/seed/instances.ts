import type { Host, VirtualMachine } from '@stratoview/api-client'
import type { World } from '../world.ts'
import { ageOf, type Ground, type Guest, type Laid } from './networks.ts'
import type { Hypervisor } from './offerings.ts'

/** What instances are called, by what their network is called; the network's own name when nothing fits. */
const calledAfter: readonly [RegExp, string][] = [
  [/web|front|api/, 'web'],
  [/db|ledger|core|data|lake/, 'db'],
  [/edge/, 'edge'],
  [/build|ci|render/, 'worker'],
]

/** Accounts whose instances have the VM detail `keyboard`; the others have none, which means `us`. */
const keyboards: Readonly<Record<string, string>> = { nordbank: 'de', helios: 'fr', kestrel: 'uk' }

/** The numbers that routers, system VMs and load balancers have, so that no instance gets one of them. */
export function freeNumbers(taken: ReadonlySet<number>): () => number {
  let next = 22
  return () => {
    while (taken.has(next)) next += 1
    return next++
  }
}

/** The instances of a site's networks. Recorded: listVirtualMachines. Every ninth is stopped. */
export function seedInstances(world: World, ground: Ground, laid: Laid, number: () => number): void {
  if (laid.guests.every((guest) => guest.vms === 0)) return
  const hypervisor: Hypervisor = laid.site.routers[0]?.host.includes('esx') ? 'VMware' : 'KVM'
  const hosts = ground.places.hosts.filter(
    (host) => host.zoneid === laid.place.zone.id && host.hypervisor === hypervisor && host.resourcestate === 'Enabled',
  )
  for (const guest of laid.guests) {
    const [, called] = calledAfter.find(([pattern]) => pattern.test(guest.network.name)) ?? []
    const stem = called ?? (/^(?:net|tier)-([\w-]+)$/.exec(guest.network.name)?.[1] || 'vm')
    for (let index = 1; index <= guest.vms; index += 1) {
      const name = `${stem}-${String(index).padStart(2, '0')}`
      const host = world.random.pick(hosts)
      world.tables.instances.push(instanceRow(world, ground, laid, { guest, name, host, number: number() }))
    }
  }
}

interface InstancePlan {
  guest: Guest
  name: string
  host: Host
  number: number
}

function instanceRow(world: World, ground: Ground, laid: Laid, plan: InstancePlan): VirtualMachine {
  const { guest, name, host, number } = plan
  const { random } = world
  const template = random.pick(ground.offerings.instanceTemplates(host.hypervisor as Hypervisor))
  const offering = ground.offerings.instance
  const account = laid.owner.account === 'system' ? 'helios' : (laid.owner.account ?? 'helios')
  const user = world.tables.users.find((row) => row.username === account)
  const running = number % 9 !== 0
  const keyboard = keyboards[account]
  const created = world.date(Math.max(ageOf(laid.site) - number * 3_600_000, 7_200_000))
  const ipaddress = freeAddress(world, guest)
  return {
    id: world.uuid(),
    name,
    displayname: name,
    ...ownerOf(laid, world, account),
    userid: user?.id,
    username: user?.username,
    created,
    lastupdated: created,
    state: running ? 'Running' : 'Stopped',
    haenable: false,
    zoneid: laid.place.zone.id,
    zonename: laid.place.zone.name,
    ...(running ? { hostid: host.id, hostname: host.name, hostcontrolstate: 'Enabled' } : {}),
    templateid: template.id,
    templatename: template.name,
    templatetype: template.templatetype,
    templateformat: template.format,
    templatedisplaytext: template.displaytext,
    passwordenabled: false,
    serviceofferingid: offering.id,
    serviceofferingname: offering.name,
    cpunumber: offering.cpunumber,
    cpuspeed: offering.cpuspeed,
    memory: offering.memory,
    ...(running ? usage(world) : {}),
    guestosid: template.ostypeid,
    rootdeviceid: 0,
    rootdevicetype: 'ROOT',
    securitygroup: [],
    nic: [instanceNic(world, guest, ipaddress)],
    hypervisor: host.hypervisor,
    ipaddress,
    instancename: `i-2-${number}-VM`,
    details: keyboard === undefined ? {} : { keyboard },
    affinitygroup: [],
    displayvm: true,
    isdynamicallyscalable: false,
    deleteprotection: false,
    ostypeid: template.ostypeid,
    osdisplayname: template.ostypename,
    bootmode: 'legacy',
    boottype: 'Bios',
    pooltype: 'NetworkFilesystem',
    receivedbytes: 0,
    sentbytes: 0,
    arch: 'x86_64',
    tags: [],
    hasannotations: false,
  }
}

function freeAddress(world: World, guest: Guest): string {
  let address: string
  do address = `${guest.gateway.slice(0, -1)}${world.random.int(20, 250)}`
  while (guest.taken.has(address))
  guest.taken.add(address)
  return address
}

/** In a shared network everybody has their own instances. */
function ownerOf(laid: Laid, world: World, account: string) {
  if (laid.site.owner !== 'system') return laid.owner
  const row = world.tables.accounts.find((one) => one.name === account)
  return { account, domainid: row?.domainid, domain: row?.domain, domainpath: String(row?.domainpath) }
}

function usage(world: World) {
  return {
    cpuused: `${world.random.int(1, 64)}.${world.random.int(1, 9)}%`,
    networkkbsread: world.random.int(10_000, 4_000_000),
    networkkbswrite: world.random.int(10_000, 4_000_000),
    diskkbsread: world.random.int(0, 900_000),
    diskkbswrite: world.random.int(0, 900_000),
    memorykbs: 4_194_304,
    memoryintfreekbs: world.random.int(200_000, 3_000_000),
    memorytargetkbs: 4_194_304,
    diskioread: world.random.int(0, 90_000),
    diskiowrite: world.random.int(0, 90_000),
  }
}

function instanceNic(world: World, guest: Guest, ipaddress: string) {
  const uri = `vlan://${guest.vlan}`
  return {
    id: world.uuid(),
    networkid: guest.network.id,
    networkname: guest.network.name,
    netmask: '255.255.255.0',
    gateway: guest.gateway,
    ipaddress,
    isolationuri: uri,
    broadcasturi: uri,
    traffictype: 'Guest',
    type: guest.network.type,
    isdefault: true,
    macaddress: world.random.mac('02:01'),
    secondaryip: [],
    extradhcpoption: [],
    deviceid: '0',
  }
}
