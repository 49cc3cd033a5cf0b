import type { Call } from '../jobs-store.ts'
import type { Facts, VmRow } from './action.ts'
import { listed } from './words.ts'
import { servedBy } from './pairs.ts'

/** Templates before this one have not what a live patch needs in them (documentation of 4.17, upgrading). */
const [MAJOR, MINOR] = [4, 14]

type Versioned = Pick<VmRow, 'id' | 'name' | 'vpcid' | 'guestnetworkid'> & { version?: string }

/** A version that is not known proves nothing. */
function isTooOld({ version = '' }: Versioned): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? []
  return major !== undefined && (Number(major) < MAJOR || (Number(major) === MAJOR && Number(minor) < MINOR))
}

/**
 * Which of those that would be patched are too old for it, as a sentence; CloudStack itself does not say so. A network's
 * restart patches all its routers, the ones that were not chosen too.
 */
export function tooOldToPatch(
  calls: readonly Pick<Call, 'command' | 'params'>[],
  rows: readonly Versioned[],
  { routers = [] }: Pick<Facts, 'routers'>,
): string | undefined {
  const live = calls.some(({ params }) => params.livepatch === true)
  if (!live && !calls.some(({ command }) => command === 'patchSystemVm')) return undefined
  const served = new Set(rows.map(servedBy))
  const patched: readonly Versioned[] = live
    ? [...rows, ...routers.filter((router) => served.has(servedBy(router)))]
    : rows
  const old = [...new Map(patched.map((row) => [row.id, row])).values()].filter(isTooOld)
  if (old.length === 0) return undefined
  const who = listed(old.map(({ name, version }) => `${name} (${version})`))
  const instead = live ? ' Choose “With cleanup” for a new router.' : ''
  return `Too old for it: ${who}.${instead}`
}
