import { byTime, oneAnAction, type TimelineEntry } from '../../vm/timeline/entry.ts'

/** One of the lists that make the timeline, as far as it has been read. */
export interface Stream {
  entries: readonly TimelineEntry[]
  /** There is more behind the last page. */
  more: boolean
}

/** How far back a list is known without a gap, epoch ms; all of it when there is no more. */
const reach = ({ entries, more }: Stream): number =>
  more ? entries.reduce((oldest, { at }) => Math.min(oldest, at), Infinity) : -Infinity

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
  const limit = Math.max(...streams.map(reach), -Infinity)
  const known = byTime(streams.flatMap(({ entries }) => entries.filter(({ at }) => at >= limit)))
  const behind = streams.flatMap((stream, index) => (stream.more && reach(stream) === limit ? [index] : []))
  return { entries: each ? known : oneAnAction(known), behind }
}
