import type { RolloutOptions } from './types.ts'

type Hours = NonNullable<RolloutOptions['window']>

const minutes = (time: string): number => {
  const [h = 0, m = 0] = time.split(':').map(Number)
  return h * 60 + m
}

/** Whether a moment (epoch ms) lies in the daily hours, by the clock of their place. */
function asker({ from, until, timezone }: Hours): (at: number) => boolean {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [begin, end] = [minutes(from), minutes(until)]
  return (at) => {
    const now = minutes(clock.format(at))
    return begin <= end ? now >= begin && now < end : now >= begin || now < end
  }
}

/** Whether a moment (epoch ms) lies in the daily hours; `until` before `from` reaches into the next morning. */
export const isOpen = (window: Hours, at: number): boolean => asker(window)(at)

const minute = 60_000

/**
 * The next moment at which they open, epoch ms. Found by looking, so that the days on which clocks change are no special
 * case; undefined for hours that are none.
 */
export function opensAt(window: Hours, at: number): number | undefined {
  const open = asker(window)
  const next = Math.floor(at / minute) * minute + minute
  for (let then = next; then <= at + 26 * 60 * minute; then += minute) if (open(then)) return then
  return undefined
}
