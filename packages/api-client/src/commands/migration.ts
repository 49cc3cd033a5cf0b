import * as z from 'zod'
import { flag, id, job, list, paging, success } from '../define.ts'
import { host } from './host.ts'
import { storagePool } from './storage.ts'
import { systemVm } from './system-vm.ts'

/**
 * A host CloudStack would consider. It says whether it fits, never why not; hosts beyond the reach of the VM's hypervisor
 * are not listed at all. Recorded: `findHostsForMigration.*`.
 */
export const hostForMigration = host.extend({
  /** Room and tags suffice. */
  suitableformigration: z.boolean().optional(),
  /** The disk has to move too. Camel case on the wire. */
  requiresStorageMotion: z.boolean().optional(),
})
export type HostForMigration = z.output<typeof hostForMigration>

/** Reference §3.2. */
export const poolForMigration = storagePool.extend({ suitableformigration: z.boolean().optional() })
export type PoolForMigration = z.output<typeof poolForMigration>

/** A router's result is a `systemvm` too, of `systemvmtype` domainrouter (recorded: `migrateSystemVm.router`). */
const moved = z.looseObject({ systemvm: systemVm })

export const migrationCommands = {
  /** Running VMs only: a stopped one is 431. Root only. */
  findHostsForMigration: list('host', hostForMigration, { virtualmachineid: id, ...paging }),
  /** `id` is a volume's, not a VM's: see `listVolumes` with `listsystemvms`. */
  findStoragePoolsForMigration: list('storagepool', poolForMigration, { id, ...paging }),
  /**
   * One of `hostid` (running: live, the storage way), `storageid` (stopped) and `autoselect` (running: CloudStack's choice
   * within reach of the present storage). Recorded: `migrateSystemVm.*`.
   */
  migrateSystemVm: job(moved, {
    virtualmachineid: id,
    hostid: id.optional(),
    storageid: id.optional(),
    autoselect: flag.optional(),
  }),
  /** Of routers too. Recorded: `scaleSystemVm.stopped`, `.running` (refused: no tools for dynamic scaling). */
  scaleSystemVm: job(moved, { id, serviceofferingid: id }),
  /** `id` is needed, though CloudStack declares it optional. Proxies and secondary storage VMs; a router is patched by its network's `livepatch`. Recorded: `patchSystemVm`. */
  patchSystemVm: job(success, { id: id.optional(), forced: flag.optional() }),
} as const
