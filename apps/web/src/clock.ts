import { useSyncExternalStore } from 'react'

/**
 * CloudStack's clock, not the browser's: ages of checks and jobs are counted against the server that wrote the dates.
 * The BFF passes CloudStack's `Date` on as `x-cloudstack-date` (epoch ms); we keep the difference.
 */
let offset = 0

export function noteServerDate(header: string | null): void {
  const date = Number(header ?? Number.NaN)
  if (Number.isFinite(date) && date > 0) offset = date - Date.now()
}

/** How far CloudStack's clock is ahead of this browser's, ms. */
export const serverAhead = (): number => offset

/** Epoch ms by CloudStack's clock. */
export const serverNow = (): number => Date.now() + offset

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let tick = Date.now()

function beat(): void {
  if (document.hidden) return
  tick = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(beat, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/**
 * Epoch ms by CloudStack's clock, renewed every `seconds` (one timer for the whole app, still while the tab is hidden).
 * A cell whose text changes by the minute asks for 30 so that it is drawn twice a minute, not sixty times.
 */
export function useServerNow(seconds = 1): number {
  return useNow(seconds) + offset
}

/** The same by this browser's clock, for what it started itself. */
export function useNow(seconds = 1): number {
  const step = seconds * 1000
  useSyncExternalStore(subscribe, () => Math.floor(tick / step))
  return Math.max(tick, Date.now())
}
