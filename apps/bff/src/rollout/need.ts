import type { Router } from '@stratoview/api-client'
import type { PlanItem, RolloutKind, RolloutMethod } from './types.ts'

/** `4.20.2` against `4.22.0`: negative when older. What is no number counts as 0. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The part that matters first: a column is narrow. One that never ran says `UNKNOWN` (recorded: `restartNetwork.cleanup`). */
const below = (version: string | undefined, minimum: string) =>
  version === undefined || version === 'UNKNOWN'
    ? 'No version is known: it has not been up yet'
    : `Below ${minimum}, the minimum: its template is ${version}`

/** Older ones have not what a live patch needs in them (reference: documentation of 4.17, upgrading). */
const patchableSince = '4.14'
const tooOld = (version: string | undefined) =>
  version === undefined || version === 'UNKNOWN'
    ? 'Its version is not known, so it cannot be told whether it takes a live patch'
    : `Its template version, ${version}, is too old for a live patch: ${patchableSince} takes one, 4.13 does not. Restart it with cleanup`

/** What is known of whether a router is due. Reference §9.1, §9.2; recorded: `listRouters.requires-upgrade`, `upgradeRouterTemplate.account`. */
export type Due = Pick<PlanItem, 'version' | 'softwareversion' | 'minimum' | 'flag' | 'picked' | 'why' | 'leftOut'>

export function due(router: Router, minimum: string | undefined, kind: RolloutKind, method: RolloutMethod): Due {
  const { version, softwareversion, state } = router
  const flag = router.requiresupgrade === true
  const old = minimum !== undefined && compareVersions(version ?? '0', minimum) < 0
  const picked = old && state === 'Running'
  const facts = {
    ...(version && { version }),
    ...(softwareversion && { softwareversion }),
    ...(minimum && { minimum }),
  }
  const known = { ...facts, flag, picked }
  if (kind !== 'upgrade') return { ...known, why: [] }
  const why: string[] = []
  if (old) why.push(below(version, minimum))
  if (flag) why.push('The server says that it requires an upgrade')
  const patched = `The server asks for no upgrade: its software is ${softwareversion} already`
  if (method === 'all-at-once') {
    if (picked && !flag) why.push(`${patched}; its own command restarts it all the same`)
    const missed = old ? `it is ${state}` : 'its template is not below the minimum'
    return picked ? { ...known, why } : { ...known, why, leftOut: `CloudStack’s own command passes it over: ${missed}` }
  }
  if (flag && method === 'live-patch' && (version === undefined || compareVersions(version, patchableSince) < 0))
    return { ...known, why, leftOut: tooOld(version) }
  if (flag) return { ...known, why }
  const leftOut = old
    ? `${patched}. CloudStack’s own command would restart it all the same`
    : `It is of version ${version ?? 'unknown'} already`
  return { ...known, why, leftOut }
}
