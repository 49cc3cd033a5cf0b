import { timeOf } from '@stratoview/api-client/health'
import { longAge, shortAge } from '@stratoview/ui'

const since = (time: string | undefined, now: number): number | undefined => {
  const at = time === undefined ? Number.NaN : timeOf(time)
  return Number.isNaN(at) ? undefined : now - at
}

/**
 * How long ago CloudStack's time was: `4 m`, `3 d`.
 * @param time as CloudStack writes it, `2026-11-23T09:40:46+0000`
 * @param now epoch ms by CloudStack's clock
 */
export function ageText(time: string | undefined, now: number): string | undefined {
  const ms = since(time, now)
  return ms === undefined ? undefined : shortAge(ms)
}

/** The same as spoken: `4 minutes ago`. */
export function ageWords(time: string | undefined, now: number): string | undefined {
  const ms = since(time, now)
  return ms === undefined ? undefined : `${longAge(ms)} ago`
}

const sameDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const thisWeek = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
const longAgo = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const whole = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

/** When it was, as short as can be told apart: `14:06`, `Fri, 14:06`, `3 Nov 2026`. In the reader's time zone. */
export function whenText(time: string | undefined, now: number): string | undefined {
  const at = time === undefined ? Number.NaN : timeOf(time)
  if (Number.isNaN(at)) return undefined
  const [then, today] = [new Date(at), new Date(now)]
  if (then.toDateString() === today.toDateString()) return sameDay.format(then)
  return now - at < 6 * 86_400_000 ? thisWeek.format(then) : longAgo.format(then)
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `14:21:08`, in the reader's time zone. `at`: epoch ms. */
export const clockText = (at: number): string => clock.format(at)

/** The full moment, for a hover or a list of facts. What is no time stays as CloudStack wrote it. */
export function momentText(time: string): string {
  const at = timeOf(time)
  return Number.isNaN(at) ? time : whole.format(at)
}
