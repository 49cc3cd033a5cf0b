import type { StoragePool, Volume } from '@stratoview/api-client'
import type { Template } from '../tables.ts'
import type { World } from '../world.ts'
import type { Owner } from './people.ts'

interface RootOf {
  vm: {
    id: string
    name: string
    state: string
    zoneid: string
    zonename?: string
    created?: string
    templateid?: string
    templatename?: string
    serviceofferingname?: string
  }
  /** DomainRouter, ConsoleProxy, SecondaryStorageVm, InternalLoadBalancerVm. */
  vmtype: string
  owner: Owner
  /** Recorded: here the server names a service offering by its database id. */
  offering: string
  pool: StoragePool | undefined
  template: Template | undefined
}

/** The one volume of a system VM or router. Recorded: listVolumes.router, listVolumes.systemvm. */
export function rootVolume(world: World, { vm, vmtype, owner, offering, pool, template }: RootOf): Volume {
  return {
    id: world.uuid(),
    name: `ROOT-${vm.name.split('-')[1]}`,
    zoneid: vm.zoneid,
    zonename: vm.zonename,
    type: 'ROOT',
    deviceid: 0,
    virtualmachineid: vm.id,
    templateid: vm.templateid,
    templatename: vm.templatename,
    templatedisplaytext: template?.displaytext,
    vmname: vm.name,
    vmdisplayname: vm.name,
    vmstate: vm.state,
    vmtype,
    provisioningtype: 'thin',
    size: 5 * 1024 ** 3,
    created: vm.created,
    state: 'Ready',
    account: owner.account,
    projectid: owner.projectid,
    project: owner.project,
    domainid: owner.domainid,
    domain: owner.domain,
    domainpath: owner.domainpath,
    storagetype: 'shared',
    hypervisor: pool?.hypervisor,
    storage: pool?.name,
    destroyed: false,
    serviceofferingid: offering,
    serviceofferingname: vm.serviceofferingname,
    isextractable: false,
    displayvolume: true,
    path: world.uuid(),
    storageid: pool?.id,
    quiescevm: false,
    supportsstoragesnapshot: false,
    deleteprotection: false,
    clusterid: pool?.clusterid,
    clustername: pool?.clustername,
    podid: pool?.podid,
    podname: pool?.podname,
    tags: [],
    hasannotations: false,
  }
}
