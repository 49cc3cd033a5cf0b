import type { Nic, Router } from '@stratoview/api-client'
import { settingOf } from '../settings.ts'
import type { World } from '../world.ts'
import { nicsOff } from './placement.ts'

/** Recorded: `restartNetwork.cleanup` (a new router has no pod, no versions, and says it needs an upgrade until it runs). */
export function successor(world: World, old: Router, redundant: boolean): Router {
  const number = world.nextNumber()
  const nic = nicsOff((old.nic ?? []).map((one) => newNic(world, one)))
  const router: Router = {
    ...old,
    ...currentTemplate(world, old),
    ...currentOffering(world, old),
    id: world.uuid(),
    name: `r-${number}-VM`,
    created: world.date(),
    state: 'Stopped',
    isredundantrouter: redundant,
    redundantstate: 'UNKNOWN',
    version: 'UNKNOWN',
    requiresupgrade: true,
    hasannotations: false,
    guestmacaddress: nic.find((one) => one.ipaddress === old.guestipaddress)?.macaddress ?? old.guestmacaddress,
    nic,
  }
  const unborn: Record<string, unknown> = router
  for (const field of [
    'podid',
    'podname',
    'hostid',
    'hostname',
    'hostcontrolstate',
    'hypervisor',
    'linklocalip',
    'linklocalmacaddress',
    'linklocalnetmask',
    'scriptsversion',
    'softwareversion',
    'healthcheckresults',
  ]) {
    delete unborn[field]
  }
  if (world.troubles.get(old.id) === 'host-goes-down') {
    world.troubles.delete(old.id)
    world.troubles.set(router.id, 'host-goes-down')
  }
  if (redundant) ownGuestAddress(world, router)
  world.tables.routers.push(router)
  copyVolumes(world, old.id, router, number)
  return router
}

/** A NIC of its own; the public address keeps its MAC, a guest network gives a new one (recorded: `restartNetwork.cleanup`). */
function newNic(world: World, old: Nic): Nic {
  const id = world.uuid()
  return old.traffictype === 'Public' ? { ...old, id } : { ...old, id, macaddress: world.random.mac('02:01') }
}

/** The routers of a pair share the gateway's address but have each their own (recorded: `restartVPC.redundant`). */
function ownGuestAddress(world: World, router: Router): void {
  const old = router.guestipaddress
  if (old === undefined) return
  const address = old.replace(/\d+$/, String(world.random.int(20, 250)))
  router.guestipaddress = address
  router.nic = (router.nic ?? []).map((nic) => (nic.ipaddress === old ? { ...nic, ipaddress: address } : nic))
}

/** A new router is made from the template its hypervisor's setting names (`router.template.kvm`), which is how it gets upgraded. */
export function currentTemplate(world: World, old: Router): Pick<Router, 'templateid' | 'templatename'> {
  const hypervisor = world.find('templates', old.templateid)?.hypervisor?.toLowerCase()
  const name = settingOf(world, `router.template.${hypervisor}`, old.zoneid)
  const template = world.tables.templates.find((one) => one.name === name && one.zoneid === old.zoneid)
  return template ? { templateid: template.id, templatename: template.name } : {}
}

/** Its size is the one the network's offering names; those of the recorded offerings are not in this cloud. */
function currentOffering(world: World, old: Router): Pick<Router, 'serviceofferingid' | 'serviceofferingname'> {
  const network = old.vpcid === undefined ? world.find('networks', old.guestnetworkid) : undefined
  const named = world.find('networkOfferings', network?.networkofferingid)?.serviceofferingid
  const offering = world.find('serviceOfferings', named)
  return offering ? { serviceofferingid: offering.id, serviceofferingname: offering.name } : {}
}

/** What a root disk says of its VM. */
interface Rooted {
  id: string
  name: string
  templateid?: string | undefined
  templatename?: string | undefined
}

/** A new VM has a root disk like the one it follows. */
export function copyVolumes(world: World, oldId: string, vm: Rooted, number: number): void {
  const { volumes } = world.tables
  const model = volumes.find((volume) => volume.virtualmachineid === oldId) ?? world.lostDisks.get(oldId)
  if (!model) return
  world.tables.volumes.push({
    ...model,
    id: world.uuid(),
    name: `ROOT-${number}`,
    virtualmachineid: vm.id,
    vmname: vm.name,
    vmdisplayname: vm.name,
    templateid: vm.templateid,
    templatename: vm.templatename,
    created: world.date(),
    path: world.uuid(),
  })
}

/** The disks of a VM go with it; one is remembered for its successor's to be like. */
export function dropVolumes(world: World, vmId: string): void {
  for (const volume of world.tables.volumes.filter((one) => one.virtualmachineid === vmId)) {
    world.lostDisks.set(vmId, volume)
    world.remove('volumes', volume.id)
  }
}
