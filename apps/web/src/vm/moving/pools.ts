import type { PoolForMigration, StoragePool, Volume } from '@stratoview/api-client'

/** A primary storage as the next home of a disk: `why` is the reason it is none. */
export interface PoolCandidate {
  pool: StoragePool | PoolForMigration
  why?: string
}

/**
 * Every primary storage of the zone, those that fit first. CloudStack lists those within reach and says whether they suit;
 * why another is out of reach is reckoned from the rules of reference §3.2 (`vmStorageMigration`) and §4.5.
 */
export function poolCandidates(
  disk: Volume,
  offered: readonly PoolForMigration[],
  all: readonly StoragePool[],
): PoolCandidate[] {
  const known = new Set(offered.map(({ id }) => id))
  const rest = all.filter(({ id, zoneid }) => !known.has(id) && zoneid === disk.zoneid)
  return [
    ...offered.map((pool) => ({ pool, why: poolTrouble(pool) })),
    ...rest.map((pool) => ({ pool, why: outOfReach(disk, pool) })),
  ].sort((a, b) => rank(a, disk) - rank(b, disk) || a.pool.name.localeCompare(b.pool.name))
}

/** What fits; then what is near; then where it is; then what is far. */
function rank({ pool, why }: PoolCandidate, disk: Volume): number {
  if (why === undefined) return 0
  if (pool.id === disk.storageid) return 2
  return pool.podid === disk.podid ? 1 : 3
}

function poolTrouble(pool: PoolForMigration): string | undefined {
  if (pool.suitableformigration !== false) return undefined
  return notUp(pool) ?? 'CloudStack says it does not suit: too little room left, or other storage tags'
}

function outOfReach(disk: Volume, pool: StoragePool): string {
  if (pool.id === disk.storageid) return 'Its disk is here now'
  if (disk.hypervisor !== undefined && pool.hypervisor !== undefined && !alike(disk.hypervisor, pool.hypervisor))
    return `It is for ${pool.hypervisor}`
  if (pool.scope !== 'ZONE' && disk.podid !== undefined && pool.podid !== disk.podid)
    return 'Another pod: system VMs never leave theirs'
  return notUp(pool) ?? 'CloudStack does not offer it'
}

/** A pool of a zone may be for `Any` hypervisor. */
const alike = (mine: string, pools: string) => pools === mine || pools === 'Any'

const notUp = ({ state }: StoragePool): string | undefined =>
  state === undefined || state === 'Up' ? undefined : state === 'Maintenance' ? 'In maintenance' : `It is ${state}`
