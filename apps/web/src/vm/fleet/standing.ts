import type { Verdict } from '@stratoview/api-client/health'
import type { RouterRow } from '@stratoview/bff/rows'
import type { Pair } from './pairs.ts'
import { upgradeDue } from './upgrade.ts'

/** A router's place in the fleet: the worse of its two verdicts, or its pair's trouble. */
export type Standing = Verdict | 'pair-wrong'

/** Worst first: the order of the list, of its tabs and of the overview. */
export const standings: readonly Standing[] = [
  'failing',
  'pair-wrong',
  'no-contact',
  'warning',
  'unknown',
  'never-ran',
  'stale',
  'passing',
]

const ranks = new Map(standings.map((standing, rank) => [standing, rank]))

/** 0 is the worst. */
export const rankOf = (standing: Standing): number => ranks.get(standing) ?? standings.length

/** Failing checks of both kinds. Results of a router that does not run are old: they fail no more (recorded: `getRouterHealthCheckResults.stopped`). */
export const failingCount = ({ basic, advanced }: RouterRow['health']): number =>
  [basic, advanced].reduce((sum, { verdict, failing }) => sum + (verdict === 'failing' ? failing.length : 0), 0)

export function standingOf(row: RouterRow, pair: Pair | undefined): Standing {
  const { basic, advanced } = row.health
  const worse = rankOf(advanced.verdict) < rankOf(basic.verdict) ? advanced.verdict : basic.verdict
  return pair?.trouble !== undefined && rankOf('pair-wrong') < rankOf(worse) ? 'pair-wrong' : worse
}

/** The list's tabs. A row may be in several: each tab finds the rows that show its glyph in one of the two check cells. */
export type Tab = 'all' | Exclude<Standing, 'passing'> | 'upgrade-due'

export const tabs: readonly Tab[] = [
  'all',
  'failing',
  'pair-wrong',
  'no-contact',
  'warning',
  'unknown',
  'never-ran',
  'stale',
  'upgrade-due',
]

export const tabLabels: Record<Tab, string> = {
  all: 'All',
  failing: 'Failing',
  'pair-wrong': 'Pair wrong',
  'no-contact': 'No contact',
  warning: 'Warning',
  unknown: 'Unknown',
  'never-ran': 'Never ran',
  stale: 'Stale',
  'upgrade-due': 'Upgrade due',
}

export const tabsOf = (row: RouterRow, pair: Pair | undefined): Tab[] => tabs.filter((tab) => inTab(row, pair, tab))

function inTab(row: RouterRow, pair: Pair | undefined, tab: Tab): boolean {
  if (tab === 'all') return true
  if (tab === 'upgrade-due') return upgradeDue(row)
  if (tab === 'pair-wrong') return pair?.trouble !== undefined
  return row.health.basic.verdict === tab || row.health.advanced.verdict === tab
}
