import type { RouterRow } from '@stratoview/bff/rows'

type Versions = Pick<RouterRow, 'version' | 'softwareversion' | 'requiresupgrade'>

/** What a router runs: its software's version after a live patch, else its template's. CloudStack says UNKNOWN before the first start. */
export function versionOf(row: Versions = {}): string | undefined {
  const version = row.softwareversion ?? row.version
  return version === 'UNKNOWN' ? undefined : version
}

/** A router that has never been up says `requiresupgrade` too (recorded: `restartNetwork.cleanup`): that is no work to plan. */
export const upgradeDue = (row: Versions): boolean => row.requiresupgrade === true && versionOf(row) !== undefined

/**
 * Why, in one sentence. `requiresupgrade` compares the template with `minreq.sysvmtemplate.version` and lets a router
 * pass whose software is the management server's own (it was live patched).
 */
export function whyUpgrade(row: Versions, minimum?: string): string {
  const template = row.version === undefined ? 'Its template' : `Its template ${row.version}`
  const software = row.softwareversion === undefined ? '' : ` and it runs software ${row.softwareversion}`
  const least = minimum === undefined ? 'the minimum of its zone' : `the minimum of its zone, ${minimum}`
  return `${template} is older than ${least} (minreq.sysvmtemplate.version)${software}.`
}
