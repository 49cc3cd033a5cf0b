import { checkLabel } from '@stratoview/api-client/health'
import type { HealthFacts, Run, RunItem } from '@stratoview/bff/app'
import { versionOf } from '../../../vm/fleet/upgrade.ts'
import { counted } from '../../../vm/words.ts'
import type { CellTone } from '../cells.ts'
import { aboutText, isActive, spanText, togetherText } from '../../../vm/rollouts/words.ts'

export function toneOf(item: RunItem): CellTone {
  if (isActive(item)) return 'running'
  if (item.step === 'done' || item.step === 'failed' || item.step === 'waiting') return item.step
  return 'left'
}

/** The steps an item passes, as they are drawn while it does. */
export function stagesOf(
  { method }: Pick<Run, 'method'>,
  { subject }: Pick<RunItem, 'subject'>,
): readonly { steps: readonly string[]; label: string }[] {
  if (subject.type === 'host')
    return [
      { steps: ['checking', 'intent', 'acting'], label: 'Prepare' },
      { steps: ['settling', 'proving'], label: 'Empties' },
    ]
  if (method === 'check') return [{ steps: ['checking', 'intent', 'acting', 'settling', 'proving'], label: 'Check' }]
  const act = { 'live-patch': 'Patch', migrate: 'Move' }[method as string] ?? 'Restart'
  return [
    { steps: ['checking'], label: 'Look' },
    { steps: ['intent', 'acting'], label: act },
    { steps: ['settling'], label: method === 'migrate' ? 'Arrive' : 'Come back' },
    { steps: ['proving'], label: 'Check' },
  ]
}

/** `4.20.2.0 → 4.22.0.0`, the version alone when it stayed, nothing when it isn't known. */
export function versionsText({ before, after }: RunItem): string | undefined {
  const [was, is] = [versionOf(before?.[0]), versionOf(after?.[0])]
  if (is === undefined || was === is) return is ?? was
  return was === undefined ? is : `${was} → ${is}`
}

/** Where it is now, when that is another host than before, or why it was not moved. */
function movedText({ before, after, together, why }: RunItem): string | undefined {
  const [was, is] = [before?.[0], after?.[0]]
  if (was === undefined && why !== undefined) return why
  if (was?.hostname === undefined || was.id !== is?.id || was.hostname === is.hostname) return undefined
  return `Moved to ${is.hostname}${togetherText(together)}`
}

/** Of a pair one goes after the other; which is which may change until it is its turn. */
function turnText({ pair }: RunItem): string | undefined {
  if (pair?.other === undefined) return undefined
  return pair.redundantstate === 'PRIMARY' ? `after ${pair.other}` : `first, then ${pair.other}`
}

/** What the item's step says, in one line. */
export function stepText(item: RunItem): string {
  const { step, why, said } = item
  if (step === 'done' && item.subject.type === 'host') return 'In maintenance; CloudStack lists nothing on it'
  if (step === 'done') {
    const moved = movedText(item)
    if (moved !== undefined) return [moved, item.healthAfter && healthText(item.healthAfter)].filter(Boolean).join('. ')
    const checks = item.healthAfter === undefined ? undefined : healthText(item.healthAfter)
    return [checks ?? 'Running', versionsText(item) && `on ${versionsText(item)}`].filter(Boolean).join(' ')
  }
  if (step === 'waiting' && item.subject.type === 'host' && why === undefined) return 'last: goes into maintenance'
  if (step === 'waiting') return ['waiting', why ?? turnText(item)].filter(Boolean).join(': ')
  if (step === 'failed') return [why ?? 'Failed', said].filter(Boolean).join(': ')
  if (step === 'skipped' || step === 'left') return [step, why].filter(Boolean).join(': ')
  return why ?? step
}

const verdictWords: Record<HealthFacts['verdict'], string> = {
  passing: 'All checks pass',
  failing: 'Checks fail',
  warning: 'No check fails, some warn',
  unknown: 'No check fails, some say nothing',
  'no-contact': 'No contact',
  'never-ran': 'Checks have not run',
  stale: 'Checks are old',
}

export function healthText({ verdict, failing, said }: HealthFacts): string {
  if (failing.length > 0) return `${counted(failing.length, 'check')} failing: ${failing.map(checkLabel).join(', ')}`
  return said ?? verdictWords[verdict]
}

/** ms: what was looked at that often was seen. */
const closely = 5_000

/**
 * `none`, `51 s`, with how exactly that was seen as its title; `under 16 s` when none was seen, but only that often was
 * looked; while waiting what is expected.
 */
export function interruptionText(item: RunItem): string | undefined {
  const { interruption } = item
  if (interruption !== undefined && interruption.ms > 0) return spanText(interruption.ms)
  if (interruption !== undefined)
    return interruption.within > closely ? `under ${spanText(interruption.within)}` : 'none'
  const { expected, step } = item
  if (step !== 'waiting' || expected.ms === null) return undefined
  return expected.ms === 0 ? 'none' : aboutText(expected.ms)
}

/** ms since it was begun, until it ended or now. */
export function tookOf({ started, ended }: RunItem, now: number): number | undefined {
  return started === undefined ? undefined : (ended ?? now) - started
}

/** PRIMARY or BACKUP, as it was before its turn, or is while it waits. */
export const wasOf = ({ before, subject, pair }: RunItem): string | undefined =>
  subject.type === 'router' ? (before?.[0]?.redundantstate ?? pair?.redundantstate) : undefined

/** How many have their turn before it. */
export const aheadOf = (items: readonly RunItem[], item: RunItem): number =>
  items.slice(0, items.indexOf(item)).filter(({ step }) => step === 'waiting').length

/** Where it serves, or what serves it: of a network its routers, and after a restart with cleanup those of before and after. */
export function placeText({ subject, network, vms, before, after }: RunItem): string | undefined {
  if (subject.type === 'router' || subject.type === 'internal-lb') return network?.name
  if (subject.type === 'system-vm' || subject.type === 'host') return undefined
  const names = (of: readonly { name: string }[]) => of.map(({ name }) => name).join(', ')
  const was = names(before ?? vms)
  const is = names(after ?? before ?? vms)
  return was === is ? is : `${was} → ${is}`
}

/** The whole progress in words, for who does not see the cells. */
export function progressWords({ counts }: Run, done: string): string {
  const parts = [
    [counts.done, done],
    [counts.failed, 'failed'],
    [counts.active, 'running'],
    [counts.waiting, 'waiting'],
    [counts.skipped, 'skipped'],
    [counts.left, 'left'],
  ] as const
  return `Progress: ${parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString('en')} ${word}`)
    .join(', ')}`
}
