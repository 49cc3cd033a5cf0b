import { byTime, oneAnAction, type TimelineEntry } from '../../vm/timeline/entry.ts'

/** One of the lists that make the timeline, as far as it has been read. */
export interface Stream {
  entries: readonly TimelineEntry[]
  /**
   * How far back it is known without a gap, epoch ms; -Infinity when it is known to its end. Of the rows CloudStack sent,
   * not of `entries`: a filter of ours may have left none of them.
   */
  reach: number
}

export interface Timeline {
  entries: TimelineEntry[]
  /** Which of the streams end the timeline: to see more, these must be read on. */
  behind: number[]
}

/**
 * The streams as one line of time. What lies before the point to which every list is known is kept back: an event of
 * 9:00 shown while the alerts are only read down to 10:00 would say that nothing was wrong between.
 */
export function merge(streams: readonly Stream[], each: boolean): Timeline {
  const limit = Math.max(...streams.map(({ reach }) => reach), -Infinity)
  const known = streams.flatMap(({ entries }) => entries.filter(({ at }) => at >= limit))
  // What came in between two pages pushes the last rows of the one onto the other.
  const once = [...new Map(known.map((entry) => [entry.key, entry])).values()]
  const behind = streams.flatMap(({ reach }, index) => (reach > -Infinity && reach === limit ? [index] : []))
  return { entries: each ? byTime(once) : oneAnAction(byTime(once)), behind }
}
