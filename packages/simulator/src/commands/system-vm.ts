import type { SystemVm } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { select } from '../list.ts'
import { destroy, reboot, start, stop } from '../lifecycle/system-vm.ts'
import type { Accepted } from '../steps.ts'
import type { World } from '../world.ts'
import { act, truth, withJob } from './common.ts'

function find(world: World, id: string): SystemVm {
  const vm = world.find('systemVms', id)
  if (!vm) throw badParameter('unable to find a system vm with specified vmId', 4350)
  return vm
}

type Work = (world: World, vm: SystemVm) => Generator<number, SystemVm | void, void>

function vmJob(
  context: Context,
  id: string,
  doing: string,
  cmd: string,
  event: string,
  work: Work,
): Accepted<{ systemvm: SystemVm }> {
  const { world } = context
  const vm = find(world, id)
  const proxy = vm.systemvmtype === 'consoleproxy'
  const verb = {
    action: {
      type: `${proxy ? 'PROXY' : 'SSVM'}.${event}`,
      doing: `${doing} ${proxy ? 'console proxy' : 'secondary storage'} Vm`,
      idLabel: 'VM Id: ',
      scheduled: `${doing} system vm: `,
    },
    subject: { type: 'SystemVm', id: vm.id, name: vm.name },
    cmd: `admin.systemvm.${cmd}`,
  }
  return act(context, verb, function* () {
    const gone = yield* work(world, vm)
    return { systemvm: { ...(gone ?? vm) } }
  })
}

export const systemVmHandlers: Family<
  'listSystemVms' | 'startSystemVm' | 'stopSystemVm' | 'rebootSystemVm' | 'destroySystemVm' | 'changeServiceForSystemVm'
> = {
  listSystemVms: (given, { world }) => ({
    key: 'systemvm',
    rows: select(world.tables.systemVms, given, {
      same: ['id', 'name', 'state', 'systemvmtype', 'hostid', 'podid', 'zoneid', 'arch'],
      keyword: ['name', 'state'],
      by: {
        storageid: (vm, pool) =>
          world.tables.volumes.some((volume) => volume.virtualmachineid === vm.id && volume.storageid === pool),
      },
    }),
    show: (vm) => withJob(world, vm),
  }),
  startSystemVm: ({ id }, context) => vmJob(context, id, 'starting', 'StartSystemVMCmd', 'START', start),
  stopSystemVm: ({ id }, context) => vmJob(context, id, 'stopping', 'StopSystemVmCmd', 'STOP', stop),
  rebootSystemVm: ({ id, forced }, context) =>
    vmJob(context, id, 'rebooting', 'RebootSystemVmCmd', 'REBOOT', (world, vm) => reboot(world, vm, truth(forced))),
  destroySystemVm: ({ id }, context) => vmJob(context, id, 'destroying', 'DestroySystemVmCmd', 'DESTROY', destroy),
  /** Reference §3.2: a change in the books, effective at the next start. */
  changeServiceForSystemVm: (given, { world }) => {
    const vm = find(world, given.id)
    const offering = world.find('serviceOfferings', given.serviceofferingid)
    if (!offering?.issystem) {
      throw badParameter('isSystem property is different for current service offering and new service offering', 4350)
    }
    if (vm.serviceofferingid === offering.id) {
      throw badParameter(
        `Not upgrading vm ${vm.name} since it already has the requested service offering (${offering.name})`,
        4350,
      )
    }
    vm.serviceofferingid = offering.id
    vm.serviceofferingname = offering.name
    return { systemvm: { ...vm } }
  },
}
