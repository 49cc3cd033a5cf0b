import type { VirtualMachine } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { scoped, select } from '../list.ts'
import { findHost, leaveHost, settle } from '../lifecycle/placement.ts'
import type { Accepted, Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { act, withJob } from './common.ts'

const takes = { stop: 2_000, start: 3_000, reboot: 2_500 }

/** Fields a tenant does not see. Recorded: `tenant.listVirtualMachines` against `listVirtualMachines`. */
const adminFields = ['hostid', 'hostname', 'instancename', 'displayvm', 'arch']

function show({ world, caller }: Context) {
  const admin = caller.role === 'admin' || caller.role === 'auditor'
  return (vm: VirtualMachine): VirtualMachine => {
    const shown: Record<string, unknown> = { ...withJob(world, vm) }
    if (admin) return shown as VirtualMachine
    for (const field of adminFields) delete shown[field]
    shown.readonlydetails = 'dataDiskController, rootDiskController'
    return shown as VirtualMachine
  }
}

function* start(world: World, vm: VirtualMachine): Steps {
  if (vm.state === 'Running') return
  const host = findHost(world, { ...vm, zoneid: vm.zoneid ?? '' })
  vm.state = 'Starting'
  const placed = { ...vm, zoneid: vm.zoneid ?? '' }
  settle(placed, host)
  yield takes.start
  Object.assign(vm, { hostid: placed.hostid, hostname: placed.hostname, hostcontrolstate: placed.hostcontrolstate })
  vm.state = 'Running'
}

function* stop(world: World, vm: VirtualMachine): Steps {
  if (vm.state === 'Stopped') return
  vm.state = 'Stopping'
  yield takes.stop
  vm.state = 'Stopped'
  leaveHost(world, vm as VirtualMachine & { zoneid: string })
}

function* reboot(_: World, vm: VirtualMachine): Steps {
  if (vm.state !== 'Running') throw badParameter(`Unable to find a virtual machine with specified vmId`, 4350)
  yield takes.reboot
}

type Work = (world: World, vm: VirtualMachine) => Steps

function vmJob(
  context: Context,
  id: string,
  doing: string,
  cmd: string,
  event: string,
  work: Work,
): Accepted<{ virtualmachine: VirtualMachine }> {
  const { world, caller } = context
  const vm = world.find('instances', id)
  const mine = vm && scoped([vm], { id, projectid: '-1' }, caller).length === 1
  if (!vm || !mine) throw badParameter('Unable to find a virtual machine with specified vmId', 4350)
  const verb = {
    action: { type: `VM.${event}`, doing: `${doing} Vm`, idLabel: 'Vm Id: ', scheduled: `${doing} user vm: ` },
    subject: { type: 'VirtualMachine', id: vm.id, name: vm.name, account: vm.account, domainid: vm.domainid },
    cmd: caller.role === 'admin' ? `admin.vm.${cmd}ByAdmin` : `user.vm.${cmd}`,
  }
  return act(context, verb, function* () {
    yield* work(world, vm)
    return { virtualmachine: show(context)(vm) }
  })
}

export const instanceHandlers: Family<
  'listVirtualMachines' | 'startVirtualMachine' | 'stopVirtualMachine' | 'rebootVirtualMachine'
> = {
  listVirtualMachines: (given, context) => ({
    key: 'virtualmachine',
    rows: select(scoped(context.world.tables.instances, given, context.caller), given, {
      same: ['id', 'name', 'state', 'zoneid', 'hostid', 'templateid', 'serviceofferingid', 'hypervisor'],
      keyword: ['name', 'displayname', 'instancename', 'state'],
      by: {
        ids: (vm, ids) => ids.split(',').includes(vm.id),
        podid: (vm, id) => context.world.find('hosts', vm.hostid)?.podid === id,
        clusterid: (vm, id) => context.world.find('hosts', vm.hostid)?.clusterid === id,
        networkid: (vm, id) => vm.nic?.some((nic) => nic.networkid === id) === true,
        vpcid: (vm, id) => vm.nic?.some((nic) => context.world.find('networks', nic.networkid)?.vpcid === id) === true,
      },
    }),
    show: show(context),
  }),
  startVirtualMachine: ({ id }, context) => vmJob(context, id, 'starting', 'StartVMCmd', 'START', start),
  stopVirtualMachine: ({ id }, context) => vmJob(context, id, 'stopping', 'StopVMCmd', 'STOP', stop),
  rebootVirtualMachine: ({ id }, context) => vmJob(context, id, 'rebooting', 'RebootVMCmd', 'REBOOT', reboot),
}
