import type { Plan, RolloutKind, RolloutMethod, Run, RunItem } from '@stratoview/bff/app'
import type { StateBadgeProps } from '@stratoview/ui'
import { counted } from '../words.ts'

/** `44 s`, `1 m 44 s`, `2 h 5 m`: as precise as is of use. */
export function spanText(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000))
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} m ${String(s % 60).padStart(2, '0')} s`
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} m`
}

/** An estimate says so, and is no more precise than it is: `about 50 s`, `about 24 min`, `about 3 h`. */
export function aboutText(ms: number): string {
  const s = ms / 1000
  if (s < 90) return `about ${Math.max(1, Math.round(s))} s`
  const min = s / 60
  return min < 90 ? `about ${Math.round(min)} min` : `about ${Math.round(min / 6) / 10} h`
}

export const kindWords: Record<RolloutKind, string> = {
  upgrade: 'Upgrade',
  restart: 'Restart',
  'health-checks': 'Health checks',
  evacuate: 'Evacuation',
}

/** The same as an order: what a title begins with, and a button. */
export const kindVerbs: Record<RolloutKind, string> = {
  upgrade: 'Upgrade',
  restart: 'Restart',
  'health-checks': 'Check',
  evacuate: 'Move',
}

/** What has been done to an item, for the counts: "6 upgraded". */
export const doneWords: Record<RolloutKind, string> = {
  upgrade: 'upgraded',
  restart: 'restarted',
  'health-checks': 'checked',
  evacuate: 'done',
}

export interface MethodWords {
  label: string
  /** What it does, in one sentence. */
  means: string
}

export const methodWords: Record<RolloutMethod, MethodWords> = {
  'restart-router': {
    label: 'Restart each router',
    means:
      'Stops and starts it (rebootRouter). Of a pair the BACKUP first, then the PRIMARY once the other has taken over.',
  },
  'restart-network': {
    label: 'Restart each network with cleanup',
    means:
      'A new router is up before the old one stops (restartNetwork or restartVPC). Names and ids of the routers change.',
  },
  'live-patch': {
    label: 'Live patch',
    means:
      'Replaces scripts and restarts services in the running router (livepatch). The template stays old. Not from 4.13 or older.',
  },
  'all-at-once': {
    label: 'CloudStack’s own command, all at once',
    means: 'upgradeRouterTemplate restarts every router of the group in the same moment, both of a pair too.',
  },
  check: { label: 'Run fresh health checks', means: 'Nothing is restarted.' },
  migrate: {
    label: 'Move live',
    means:
      'Moves each VM to another host as it runs (migrateSystemVm): it stands still for about a second (an estimate).',
  },
}

export function stateWords({ state, outcome, standing }: Run): { word: string; tone: StateBadgeProps['tone'] } {
  if (state === 'running')
    return standing === undefined ? { word: 'Running', tone: 'moving' } : { word: 'Waiting', tone: 'unknown' }
  if (state === 'aborting') return { word: 'Aborting', tone: 'moving' }
  if (state === 'paused') return { word: 'Paused', tone: standing?.code === 'operator' ? 'off' : 'error' }
  if (outcome === 'aborted') return { word: 'Aborted', tone: 'off' }
  return outcome === 'with-failures' ? { word: 'Ended with failures', tone: 'error' } : { word: 'Done', tone: 'ok' }
}

export const totalOf = ({ counts }: Pick<Run, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** How many of them need nothing more. */
export const settledOf = ({ counts }: Pick<Run, 'counts'>): number =>
  counts.done + counts.failed + counts.skipped + counts.left

/** For after the host a VM moved to: of a redundant pair the other is there as well, and the two fall together. */
export const togetherText = (together: RunItem['together']): string =>
  together === undefined ? '' : `, where ${together.name} is too`

/** `1 router`, `24 routers`, `7 networks`: what a run's items are. */
export function itemsWords(method: RolloutMethod, count: number): string {
  const noun =
    method === 'restart-network' || method === 'live-patch' ? 'network' : method === 'migrate' ? 'VM' : 'router'
  return counted(count, noun)
}

/** Is anything being done to it right now? */
export const isActive = ({ step }: Pick<RunItem, 'step'>): boolean =>
  step === 'checking' || step === 'intent' || step === 'acting' || step === 'settling' || step === 'proving'

/** What a role must be allowed to call for a method. */
export const methodCommands: Record<RolloutMethod, string> = {
  'restart-router': 'rebootRouter',
  'restart-network': 'restartNetwork',
  'live-patch': 'restartNetwork',
  'all-at-once': 'upgradeRouterTemplate',
  check: 'getRouterHealthCheckResults',
  migrate: 'migrateSystemVm',
}

/** `24 routers: 5 pairs and 14 single` */
export function countText({ kind, totals, items }: Plan): string {
  const { vms, pairs } = totals
  if (kind === 'evacuate') return counted(vms, 'VM')
  const paired = items.filter(({ pair }) => pair !== undefined).length
  const what = counted(vms, 'router')
  if (pairs === 0) return what
  const single = vms - paired
  return `${what}: ${counted(pairs, 'pair')}${single === 0 ? '' : ` and ${single} single`}`
}
