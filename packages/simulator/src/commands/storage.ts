import { scoped, select } from '../list.ts'
import type { Family } from '../handler.ts'
import { truth } from './common.ts'

export const storageHandlers: Family<'listVolumes'> = {
  listVolumes: (given, { world, caller }) => {
    // The volumes of routers and system VMs only when asked for (4.18; root only).
    const system = truth(given.listsystemvms) && (caller.role === 'admin' || caller.role === 'auditor')
    const visible = world.tables.volumes.filter(
      (volume) => system || volume.vmtype === undefined || volume.vmtype === 'User',
    )
    return {
      key: 'volume',
      rows: select(scoped(visible, given, caller), given, {
        same: ['id', 'name', 'type', 'state', 'virtualmachineid', 'storageid', 'zoneid', 'podid', 'clusterid'],
        keyword: ['name'],
        by: {
          ids: (volume, ids) => ids.split(',').includes(volume.id),
          hostid: (volume, id) =>
            [...world.tables.routers, ...world.tables.systemVms, ...world.tables.instances].some(
              (vm) => vm.id === volume.virtualmachineid && vm.hostid === id,
            ),
        },
      }),
      show: (volume) => {
        const vm = [...world.tables.routers, ...world.tables.systemVms, ...world.tables.instances].find(
          (one) => one.id === volume.virtualmachineid,
        )
        return vm ? { ...volume, vmstate: vm.state } : volume
      },
    }
  },
}
