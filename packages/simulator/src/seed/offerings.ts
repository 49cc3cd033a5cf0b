import type { NetworkOffering, ServiceOffering } from '@stratoview/api-client'
import type { Template } from '../tables.ts'
import type { World } from '../world.ts'
import type { Places, ZoneName } from './places.ts'
import { must } from './places.ts'
import { networkOfferings } from './recorded.ts'

const day = 86_400_000

/** A template's release; the software in it has one part more. */
export type Release = '4.22.0' | '4.20.2'

export const softwareOf = (release: Release) => `${release}.0`
export type Hypervisor = 'KVM' | 'VMware'
type Kind = 'domainrouter' | 'consoleproxy' | 'secondarystoragevm' | 'internalloadbalancervm'

export interface Offerings {
  system: (kind: Kind) => ServiceOffering
  instance: ServiceOffering
  /** Offerings of VPCs have no list in the contract: their ids are only named. */
  vpc: { id: string; name: string }
  redundantVpc: { id: string; name: string }
  network: (name: string) => NetworkOffering
  systemTemplate: (hypervisor: Hypervisor, release: Release) => Template
  /** What instances are made from: Debian, Rocky, Windows on KVM; Debian and Windows on VMware. */
  instanceTemplates: (hypervisor: Hypervisor) => Template[]
}

/** Recorded: listServiceOfferings.*, listNetworkOfferings, listTemplates.system. */
export function seedOfferings(world: World, places: Places): Offerings {
  const { tables } = world
  const system = new Map<string, ServiceOffering>()
  const plans: [Kind, string, number, boolean][] = [
    ['domainrouter', 'System Offering For Software Router', 512, true],
    ['consoleproxy', 'System Offering For Console Proxy', 1024, false],
    ['secondarystoragevm', 'System Offering For Secondary Storage VM', 512, false],
    ['internalloadbalancervm', 'System Offering For Internal LB VM', 256, true],
  ]
  for (const [kind, name, memory, offerha] of plans) {
    const offering = systemOffering(world, kind, name, memory, offerha, true)
    system.set(kind, offering)
    tables.serviceOfferings.push(offering)
    // A bigger one of each kind, to change to.
    tables.serviceOfferings.push(systemOffering(world, kind, `${name} - large`, memory * 2, offerha, false))
  }
  const instance = instanceOffering(world)
  tables.serviceOfferings.push(instance)
  tables.networkOfferings.push(...networkOfferings.map((offering) => ({ ...offering })))
  const network = new Map(tables.networkOfferings.map((offering) => [offering.name, offering]))
  seedTemplates(world, places)
  const templateOf = (name: string) =>
    must(
      tables.templates.find((template) => template.name === name),
      name,
    )
  return {
    system: (kind) => must(system.get(kind), kind),
    instance,
    vpc: { id: world.uuid(), name: 'Default VPC offering' },
    redundantVpc: { id: world.uuid(), name: 'Redundant VPC offering' },
    network: (name) => must(network.get(name), name),
    systemTemplate: (hypervisor, release) => templateOf(systemTemplateName(hypervisor, release)),
    instanceTemplates: (hypervisor) =>
      instanceTemplates.filter((plan) => plan.on.includes(hypervisor)).map((plan) => templateOf(plan.name)),
  }
}

/** Fields every offering has. */
function offeringRow(world: World, name: string, cpunumber: number, cpuspeed: number, memory: number) {
  return {
    id: world.uuid(),
    name,
    state: 'Active',
    cpunumber,
    cpuspeed,
    memory,
    created: world.date(412 * day),
    storagetype: 'shared',
    provisioningtype: 'thin',
    limitcpuuse: false,
    isvolatile: false,
    iscustomized: false,
    rootdisksize: 0,
    dynamicscalingenabled: true,
    diskofferingstrictness: false,
    diskofferingid: world.uuid(),
    diskofferingname: name,
    encryptroot: false,
    hasannotations: false,
  }
}

function systemOffering(world: World, kind: Kind, name: string, memory: number, offerha: boolean, defaultuse: boolean) {
  return {
    ...offeringRow(world, name, defaultuse ? 1 : 2, 500, memory),
    offerha,
    issystem: true,
    defaultuse,
    systemvmtype: kind,
    // Recorded: routers have no rate of their own here.
    ...(kind === 'domainrouter' ? {} : { networkrate: 0 }),
  }
}

const instanceOffering = (world: World) => ({
  ...offeringRow(world, 'Medium Instance', 2, 2000, 4096),
  offerha: false,
  issystem: false,
  defaultuse: false,
})

const systemTemplateName = (hypervisor: Hypervisor, release: Release | typeof ancient) =>
  `systemvm-${hypervisor.toLowerCase()}-${release}-x86_64`

const instanceTemplates: { name: string; os: string; on: Hypervisor[] }[] = [
  { name: 'debian-12', os: 'Debian GNU/Linux 12 (64-bit)', on: ['KVM'] },
  { name: 'rocky-9', os: 'Rocky Linux 9', on: ['KVM'] },
  { name: 'windows-2022', os: 'Windows Server 2022 (64-bit)', on: ['KVM'] },
  { name: 'debian-12-esx', os: 'Debian GNU/Linux 12 (64-bit)', on: ['VMware'] },
  { name: 'windows-2022-esx', os: 'Windows Server 2022 (64-bit)', on: ['VMware'] },
]

const systemTemplates: readonly [Hypervisor, Release, number][] = [
  ['KVM', '4.20.2', 390],
  ['KVM', '4.22.0', 20],
  ['VMware', '4.20.2', 390],
  ['VMware', '4.22.0', 20],
]

/** One row a template a zone, all with the template's one id. */
function seedTemplates(world: World, places: Places): void {
  const ids = { debian: world.uuid(), other: world.uuid() }
  for (const [hypervisor, release, days] of systemTemplates)
    pushSystemTemplate(world, places, hypervisor, release, days, ids.debian)
  for (const { name, os, on } of instanceTemplates) {
    const own = { name, displaytext: os, templatetype: 'USER', url: `https://images.example/${name}`, account: 'admin' }
    for (const hypervisor of on) {
      pushTemplate(world, places, hypervisor, {
        ...own,
        ostypeid: ids.other,
        ostypename: os,
        created: world.date(300 * day),
      })
    }
  }
}

function pushSystemTemplate(
  world: World,
  places: Places,
  hypervisor: Hypervisor,
  release: Release | typeof ancient,
  days: number,
  ostypeid: string,
): string {
  const name = systemTemplateName(hypervisor, release)
  const file = `systemvmtemplate-${release}-x86_64-${hypervisor === 'KVM' ? 'kvm.qcow2.bz2' : 'vmware.ova'}`
  const url = `https://download.cloudstack.org/systemvm/${release.slice(0, 4)}/${file}`
  const os = { ostypeid, ostypename: 'Debian GNU/Linux 12 (64-bit)' }
  const own = { name, displaytext: `System VM template ${release}`, templatetype: 'SYSTEM', url, ...os }
  pushTemplate(world, places, hypervisor, { ...own, account: 'system', created: world.date(days * day) })
  return name
}

/** A release before those that take a live patch. */
const ancient = '4.11.3'

/** One router that nobody has restarted for years. */
export function seedAncient(world: World, places: Places): void {
  const router = world.tables.routers.find(({ name }) => name === 'r-915-VM')
  if (!router) return
  const ostypeid = world.find('templates', router.templateid)?.ostypeid
  const name = pushSystemTemplate(world, places, 'KVM', ancient, 2_400, ostypeid ?? world.uuid())
  const template = world.tables.templates.find((one) => one.name === name && one.zoneid === router.zoneid)
  const own = { templateid: template?.id, templatename: name }
  Object.assign(router, own, { version: ancient, softwareversion: `${ancient}.0` })
  for (const volume of world.tables.volumes) if (volume.virtualmachineid === router.id) Object.assign(volume, own)
}

function pushTemplate(world: World, places: Places, hypervisor: Hypervisor, own: Partial<Template> & { name: string }) {
  const id = world.uuid()
  const [root] = world.tables.domains
  for (const zone of ['fra-1', 'fra-2', 'ams-1'] satisfies ZoneName[]) {
    const place = places.of(zone)
    if (!place.pools.some((pool) => pool.hypervisor === hypervisor)) continue
    world.tables.templates.push({
      id,
      ispublic: own.templatetype === 'USER',
      isready: true,
      passwordenabled: false,
      format: hypervisor === 'KVM' ? 'QCOW2' : 'OVA',
      isfeatured: false,
      crossZones: true,
      zoneid: place.zone.id,
      zonename: place.zone.name,
      status: 'Download Complete',
      size: 5 * 1024 ** 3,
      physicalsize: 1_288_490_188,
      hypervisor,
      domain: root?.name,
      domainpath: root?.path,
      domainid: root?.id,
      isextractable: false,
      checksum: `{SHA-512}${id.replaceAll('-', '')}`,
      details: {},
      downloaddetails: [],
      arch: 'x86_64',
      bits: 64,
      sshkeyenabled: false,
      isdynamicallyscalable: false,
      directdownload: false,
      deployasis: hypervisor === 'VMware',
      forcks: false,
      requireshvm: true,
      tags: [],
      hasannotations: false,
      ...own,
    })
  }
}
