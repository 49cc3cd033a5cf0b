import type { RolloutOptions } from './types.ts'

const minutes = (time: string): number => {
  const [h = 0, m = 0] = time.split(':').map(Number)
  return h * 60 + m
}

/** Whether a moment (epoch ms) lies in the daily hours; `until` before `from` reaches into the next morning. */
export function isOpen(window: NonNullable<RolloutOptions['window']>, at: number): boolean {
  const told = new Intl.DateTimeFormat('en-GB', {
    timeZone: window.timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  const [now, from, until] = [told, window.from, window.until].map(minutes) as [number, number, number]
  return from <= until ? now >= from && now < until : now >= from || now < until
}
