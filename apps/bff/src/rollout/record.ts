import type { Run, RunItem, Standing, VmFacts } from './types.ts'

/** Where the VMs of an item are found: one list answers for all of them, and for who else serves there. */
export interface Place {
  by: 'network' | 'vpc' | 'router' | 'system-vm' | 'internal-lb' | 'host'
  id: string
}

/** A run as it is kept; `own` is nobody else's business. */
export interface RunRecord extends Omit<Run, 'failures'> {
  own: {
    /** Which CloudStack it is about: another one's runs are not ours to drive. */
    cloud: string
    /** The keys it acts with, sealed; gone once it has ended. */
    sealed?: string
    /** How long it has been watched, ms: the clock for patience. A jump of CloudStack's counts for five minutes at most. */
    ran: number
    /** Since the start or the last resume. */
    failures: number
    /** `ran` since which nothing could begin. */
    stuck?: number
    /** Aborted, and CloudStack has not answered for so long since, ms. */
    away?: number
    /** `all-at-once`: the group, as the command is told, and whether it has been. */
    group?: { params: Record<string, string>; asked: boolean; unclear?: number }
  }
}

export interface ItemRecord extends RunItem {
  own: {
    order: number
    place: Place
    /** The item of the other router of the pair, when it is in this run too. */
    partner?: string
    pair: boolean
    /** Which of its routers an upgrade is for: on the version of before they have failed. */
    due?: string[]
    /** That is so because the server said that it requires an upgrade. */
    flagged?: true
    /** Only when all others are done. */
    last?: true
    hypervisor?: string
    /** Could not have its turn when it was asked last: not to be looked at before the run's `ran`. */
    held?: number
    /** When it was asked last, the other router of its pair had to come first. */
    later?: boolean
    /** The run's `ran` when this attempt began. */
    begun?: number
    /** CloudStack's clock when we were about to act. */
    intent?: number
    /** We can't tell whether CloudStack took it: since when by the run's `ran`, and how often we have looked. */
    unsure?: { since: number; looks: number }
    /** How often it was told, and neither took it nor said no. */
    unclear?: number
    /** CloudStack's clock when its network was last looked at, and since when nobody has served there. */
    looked?: number
    down?: number
    /** `ran` since which the checks after the act have been bad. */
    bad?: number
  }
}

/** What somebody wants of a run; its driver carries it out. */
export interface Order {
  type: 'pause' | 'resume' | 'abort' | 'skip' | 'retry'
  item?: string
  by: string
  /** With `resume`: new keys, sealed, and whose. */
  sealed?: string
  actsAs?: string
}

/** An earlier item's figures: what a plan reckons with. */
export interface Sample {
  method: Run['method']
  pair: boolean
  hypervisor?: string
  /** Absent when it was not looked at closely enough to be measured. */
  interrupted?: number
  took: number
}

export const runId = (): string => crypto.randomUUID()

export const activeSteps: ReadonlySet<RunItem['step']> = new Set([
  'checking',
  'intent',
  'acting',
  'settling',
  'proving',
])
export const isActive = ({ step }: Pick<RunItem, 'step'>) => activeSteps.has(step)
export const isOver = ({ step }: Pick<RunItem, 'step'>) => !activeSteps.has(step) && step !== 'waiting'

export function publicRun({ own, ...run }: RunRecord): Run {
  return { ...run, failures: own.failures }
}
export function publicItem({ own: _own, ...item }: ItemRecord): RunItem {
  return item
}

export function count(items: Iterable<ItemRecord>): Run['counts'] {
  const counts = { waiting: 0, active: 0, done: 0, failed: 0, skipped: 0, left: 0 }
  for (const { step } of items) {
    if (step === 'waiting' || step === 'done' || step === 'failed' || step === 'skipped' || step === 'left')
      counts[step]++
    else counts.active++
  }
  return counts
}

const versionsOf = ({ version, softwareversion }: VmFacts) => `${version} ${softwareversion}`

/** The router that is, or stands in for one that was, due and has the version of before. */
export function notRenewed({ before = [], after = [], own: { due = [] } }: ItemRecord): VmFacts | undefined {
  const known = new Map(before.map((vm) => [vm.id, vm]))
  const old = new Set(before.filter(({ id }) => due.includes(id)).map(versionsOf))
  return after.find((vm) => old.has(versionsOf(vm)) && (due.includes(vm.id) || !known.has(vm.id)))
}

/** Whether its template or its software is another one than before. */
export function isRenewed({ before = [], after = [] }: Pick<RunItem, 'before' | 'after'>): boolean {
  const versions = (of: typeof before) => of.map(versionsOf).join()
  return versions(before) !== versions(after)
}

/** Stops a run where it stands, and says why. */
export class Halt extends Error {
  readonly standing: Standing
  constructor(standing: Standing, options?: ErrorOptions) {
    super(standing.text, options)
    this.standing = standing
  }
}
