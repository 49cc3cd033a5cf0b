const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long ago, as short as a column wants it: "12 s", "4 m", "2 h", "3 d". A clock that is ahead says "0 s". */
export function shortAge(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))} s`
  if (ms < hour) return `${Math.floor(ms / minute)} m`
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`
  return `${Math.floor(ms / day)} d`
}

/** The same in words, for sentences and screen readers: "4 minutes". */
export function longAge(ms: number): string {
  const [size, unit] =
    ms < minute ? [second, 'second'] : ms < hour ? [minute, 'minute'] : ms < 2 * day ? [hour, 'hour'] : [day, 'day']
  const count = Math.max(0, Math.floor(ms / Number(size)))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
