import type { RouterRow } from '@stratoview/bff/rows'
import { findPairs } from '../../vm/fleet/pairs.ts'
import { type Standing, standingOf, standings } from '../../vm/fleet/standing.ts'

/** One router of the map. */
export interface Mark {
  id: string
  name: string
  standing: Standing
}

export interface ZoneMap {
  id: string
  name: string
  /** In order of pod and name. */
  marks: Mark[]
  /** How many are of each standing that is worth a word, worst first. */
  counts: [Standing, number][]
}

const names = new Intl.Collator('en', { numeric: true })

/** The fleet by zone, the largest first. */
export function zoneMaps(rows: readonly RouterRow[], seesHealth: boolean): ZoneMap[] {
  const pairs = findPairs(rows)
  const sorted = rows.toSorted(
    (a, b) => names.compare(a.podname ?? '', b.podname ?? '') || names.compare(a.name, b.name),
  )
  const zones = new Map<string, ZoneMap>()
  for (const row of sorted) {
    let zone = zones.get(row.zoneid)
    if (zone === undefined) {
      zone = { id: row.zoneid, name: row.zonename ?? row.zoneid, marks: [], counts: [] }
      zones.set(row.zoneid, zone)
    }
    zone.marks.push({
      id: row.id,
      name: row.name,
      standing: markOf(row, standingOf(row, pairs.get(row.id)), seesHealth),
    })
  }
  for (const zone of zones.values()) zone.counts = countsOf(zone.marks)
  return [...zones.values()].sort((a, b) => b.marks.length - a.marks.length || names.compare(a.name, b.name))
}

/** What a router said before it stopped is not how it is; without results to see, only its pair can be wrong. */
function markOf(row: RouterRow, standing: Standing, seesHealth: boolean): Standing {
  if (standing === 'pair-wrong') return standing
  if (row.state !== 'Running') return 'stale'
  return seesHealth ? standing : 'passing'
}

function countsOf(marks: readonly Mark[]): [Standing, number][] {
  const worth = standings.filter((standing) => standing !== 'passing' && standing !== 'stale')
  return worth.flatMap((standing) => {
    const count = marks.filter((mark) => mark.standing === standing).length
    return count === 0 ? [] : [[standing, count] as [Standing, number]]
  })
}

/** px from one mark to the next, and of its side: a small fleet is drawn large. */
export function scaleOf(routers: number): { pitch: number; side: number } {
  if (routers <= 200) return { pitch: 15, side: 11 }
  if (routers <= 800) return { pitch: 10, side: 7 }
  return routers <= 3000 ? { pitch: 7, side: 5 } : { pitch: 5, side: 4 }
}

export interface Grid {
  columns: number
  rows: number
  pitch: number
}

/** Columns as the width allows, filled from top to bottom so that neighbours (a pair) stand above one another. */
export function gridOf(count: number, width: number, pitch: number): Grid {
  const fit = Math.max(1, Math.floor(width / pitch))
  const rows = Math.max(1, Math.ceil(count / fit))
  return { columns: Math.ceil(count / rows), rows, pitch }
}

export const placeOf = (index: number, { rows, pitch }: Grid): { x: number; y: number } => ({
  x: Math.floor(index / rows) * pitch,
  y: (index % rows) * pitch,
})

/** The mark under a point; the gap after it counts as its own. */
export function markAt(x: number, y: number, { columns, rows, pitch }: Grid, count: number): number | undefined {
  const column = Math.floor(x / pitch)
  const row = Math.floor(y / pitch)
  if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined
  const index = column * rows + row
  return index < count ? index : undefined
}
