import type { ScreenUser } from '@stratoview/ui/console/phase.ts'
import { clockText } from '../cells/age.ts'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** "j.meier since 14:21:08 from 10.12.0.44", as far as it is known. */
export function byWhom({ user, since, address }: ScreenUser, now = Date.now()): string {
  const at = since === undefined ? Number.NaN : Date.parse(since)
  const when = Number.isNaN(at) ? '' : ` since ${Math.abs(now - at) < 43_200_000 ? clockText(at) : day.format(at)}`
  return `${user}${when}${address === undefined ? '' : ` from ${address}`}`
}

/** Whose session it is: "your other", "j.meier’s". */
export function theirOwn(first: ScreenUser | undefined): string {
  if (first === undefined) return 'the other'
  return first.mine ? 'your other' : `${first.user}’s`
}

/** "2 min", "3 h" */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  return seconds < 5_400 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`
}
