import type { Alert, Event } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { timeOf } from '@stratoview/api-client/health'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cs } from '../../api.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { mentions } from '../../vm/tabs/activity.ts'
import { ofAlert, ofEvent } from '../../vm/timeline/entry.ts'
import type { Known } from '../../vm/timeline/objects.ts'
import { merge } from './merge.ts'
import { type ActivityView, resourceTypes, wantsAlerts, wantsEvents } from './view.ts'

const PAGE = 100

interface Page<Row> {
  rows: Row[]
  more: boolean
  /** As of a `Stream`: the time of its last row, epoch ms, or -Infinity when no page is behind it. */
  reach: number
}

/**
 * Reads on only what is at the newest: while older pages are open, a refresh would ask for them all again.
 */
const pace = (name: string, pages: number) => (pages > 1 ? false : paceOf(name)())

/** Pages follow one another, so the last one read says how far back they go. */
const reachOf = (pages: readonly Page<unknown>[] | undefined) => pages?.at(-1)?.reach ?? -Infinity

const next = <Row>(last: Page<Row>, _all: unknown, page: number) => (last.more ? page + 1 : undefined)

/**
 * Events and alerts by pages, narrowed by CloudStack where it can (level, type, object, keyword).
 *
 * @param subject the object of the view, if it has one and it exists: an alert names it only in its text
 */
export function useTimeline(view: ActivityView, subject: Known | undefined) {
  const { apis } = useSession()
  const { level, type, object, q } = view
  const eventsOn = apis.has('listEvents') && wantsEvents(view)
  const alertsOn = apis.has('listAlerts') && wantsAlerts(view) && (object === undefined || subject !== undefined)
  const asked = { level, type, keyword: q === '' ? undefined : q }
  const events = useInfiniteQuery({
    queryKey: ['listEvents', 'timeline', asked, object],
    queryFn: ({ pageParam, signal }) => eventPage(asked, object, pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: next<Event>,
    enabled: eventsOn,
    refetchInterval: ({ state }) => pace('listEvents', state.data?.pages.length ?? 1),
  })
  const keyword = subject?.name ?? asked.keyword
  const alerts = useInfiniteQuery({
    queryKey: ['listAlerts', 'timeline', type, keyword],
    queryFn: ({ pageParam, signal }) => alertPage(type, keyword, pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: next<Alert>,
    enabled: alertsOn,
    refetchInterval: ({ state }) => pace('listAlerts', state.data?.pages.length ?? 1),
  })

  const timeline = useMemo(() => {
    const rows = (alerts.data?.pages ?? []).flatMap((page) => page.rows)
    const about =
      object === undefined || subject === undefined ? () => true : mentions({ id: object.id, name: subject.name })
    return merge(
      [
        {
          entries: eventsOn ? (events.data?.pages ?? []).flatMap((page) => page.rows).map(ofEvent) : [],
          reach: eventsOn ? reachOf(events.data?.pages) : -Infinity,
        },
        {
          entries: alertsOn ? rows.filter(about).map(ofAlert) : [],
          reach: alertsOn ? reachOf(alerts.data?.pages) : -Infinity,
        },
      ],
      view.each,
    )
  }, [events.data, alerts.data, eventsOn, alertsOn, object, subject, view.each])

  const lists = [events, alerts]
  const on = [eventsOn && events, alertsOn && alerts].filter((list) => list !== false)
  return {
    entries: timeline.entries,
    hasMore: timeline.behind.length > 0,
    loadMore: () => {
      for (const index of timeline.behind) void lists[index]?.fetchNextPage()
    },
    loadingMore: events.isFetchingNextPage || alerts.isFetchingNextPage,
    pending: on.length > 0 && on.every((list) => list.isPending),
    at: on
      .map((list) => list.dataUpdatedAt)
      .filter((at) => at > 0)
      .toSorted((a, b) => a - b)[0],
    events: { on: eventsOn, query: events },
    alerts: { on: alertsOn, query: alerts },
    again: () => {
      for (const list of on) void list.refetch()
    },
  }
}

interface Asked {
  level?: string
  type?: string
  keyword?: string
}

/** A page of each kind under which the object's events stand; the first kind must answer. */
async function eventPage(asked: Asked, object: ActivityView['object'], page: number, signal: AbortSignal) {
  const common = { ...asked, listall: true, projectid: '-1', page, pagesize: PAGE }
  if (object === undefined) return pageOf(await cs.listEvents(common, signal), 'event', page, createdOf)
  const pages = await Promise.all(
    resourceTypes(object.type).map(async (resourcetype, index): Promise<Page<Event>> => {
      try {
        const answer = await cs.listEvents({ ...common, resourceid: object.id, resourcetype }, signal)
        return pageOf(answer, 'event', page, createdOf)
      } catch (error) {
        // A server that does not know the other kind has no events of it.
        if (index > 0 && error instanceof CloudStackError && error.status === 431)
          return { rows: [], more: false, reach: -Infinity }
        throw error
      }
    }),
  )
  return {
    rows: pages.flatMap(({ rows }) => rows),
    more: pages.some(({ more }) => more),
    // Known without a gap is only what every kind is known of.
    reach: Math.max(...pages.map(({ reach }) => reach)),
  }
}

async function alertPage(name: string | undefined, keyword: string | undefined, page: number, signal: AbortSignal) {
  return pageOf(await cs.listAlerts({ name, keyword, page, pagesize: PAGE }, signal), 'alert', page, ({ sent }) => sent)
}

const createdOf = ({ created }: Event) => created

/** `count` is of all pages; past the end CloudStack answers `count` alone (recorded: `listRouters.past-the-end`). */
function pageOf<Key extends string, Row>(
  answer: { count: number } & Record<Key, Row[]>,
  key: Key,
  page: number,
  timeTextOf: (row: Row) => string,
): Page<Row> {
  const rows = answer[key]
  const more = rows.length === PAGE && answer.count > page * PAGE
  return { rows, more, reach: more ? Math.min(...rows.map((row) => timeOf(timeTextOf(row)))) : -Infinity }
}
