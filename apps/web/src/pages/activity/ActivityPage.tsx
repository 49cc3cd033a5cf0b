import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { BulkBar, DataTable, downloadText, EmptyState, Freshness, TabBar, toCsv } from '@stratoview/ui'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useSession } from '../../session.ts'
import { useUrlView } from '../../vm/list/use-url-view.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import type { Objects } from '../../vm/timeline/objects.ts'
import { useObjects } from '../../vm/timeline/use-objects.ts'
import { ActivityFilters } from './ActivityFilters.tsx'
import page from '../../vm/list/page.module.css'
import classes from './activity.module.css'
import { AlertDialog, type AlertQuestion } from './AlertDialog.tsx'
import { alertVerbs, lineMenu } from './alert-verbs.ts'
import { aboutOf, ActivityCard, columns, type Line } from './columns.tsx'
import { useTimeline } from './use-timeline.ts'
import { type ActivityView, everything, narrowedActivity, readActivity, writeActivity } from './view.ts'
import { useTitle } from '../../use-title.ts'

const rowKey = ({ entry }: Line) => entry.key
const rowName = (line: Line) => [aboutOf(line).name, line.entry.type].filter(Boolean).join(' ')
const tabs = [
  { id: 'all', label: 'All' },
  { id: 'events', label: 'Events' },
  { id: 'alerts', label: 'Alerts' },
]
const none: ReadonlySet<string> = new Set()

/** Everything CloudStack has written down, events and alerts on one line of time. */
export default function ActivityPage() {
  const { apis } = useSession()
  useTitle('Activity')
  const objects = useObjects()
  const { view, change, type } = useUrlView(readActivity, writeActivity)
  const [q] = useDebouncedValue(view.q.trim(), 250)
  const [selection, setSelection] = useState(none)
  const [question, setQuestion] = useState<AlertQuestion>()
  const asked = useMemo(() => askedFor(view, q, objects), [view, q, objects])
  const subject = asked.object && objects.get(asked.object.id)
  const timeline = useTimeline(asked, subject)
  const lines = useMemo(() => timeline.entries.map((entry) => ({ entry, objects })), [timeline.entries, objects])
  const selected = lines.filter((line) => selection.has(rowKey(line)))
  const broken = [timeline.events, timeline.alerts].some(({ on, query }) => on && query.isError)
  const verbs = alertVerbs(selected, apis, setQuestion)
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Activity</h1>
        <span className={page.count} role="status">
          {timeline.at !== undefined && countText(lines.length, timeline.hasMore)}
        </span>
        <span className={page.push} />
        <Freshness at={timeline.at} onRefresh={timeline.again} />
        <Button
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={lines.length === 0}
          onClick={() => downloadText('activity.csv', toCsv(columns, lines))}
        >
          CSV
        </Button>
      </header>
      <TabBar
        label="Kinds of activity"
        tabs={tabs}
        value={view.kind}
        onChange={(kind) => change({ kind: kind as ActivityView['kind'] })}
      />
      <ActivityFilters view={view} entries={timeline.entries} objects={objects} onChange={change} onType={type} />
      {!apis.has('listAlerts') && (
        <p className={classes.limits}>Your role is not shown alerts: only events stand here.</p>
      )}
      <div className={page.table}>
        <DataTable
          label="Activity"
          columns={columns}
          rows={lines}
          rowKey={rowKey}
          rowName={rowName}
          selection={apis.has('listAlerts') ? selection : undefined}
          onSelection={apis.has('listAlerts') ? setSelection : undefined}
          menu={(line) => lineMenu(line, apis, setQuestion, change)}
          card={ActivityCard}
          loading={timeline.pending}
          error={broken && <Troubles timeline={timeline} />}
          empty={<Empty view={view} onClear={() => change(everything)} />}
          footer={<More timeline={timeline} />}
          pageKeys
        />
      </div>
      <BulkBar count={selected.length} actions={verbs} onClear={() => setSelection(none)} />
      <AlertDialog
        question={question}
        onClose={() => setQuestion(undefined)}
        onDone={() => {
          setQuestion(undefined)
          setSelection(none)
        }}
      />
    </div>
  )
}

/**
 * CloudStack's keyword looks into type, level and description, and not at the name of what an event is about: a text
 * that is the name of an object asks for everything about that object instead.
 */
function askedFor(view: ActivityView, q: string, objects: Objects): ActivityView {
  const named = view.object === undefined ? objects.get(q) : undefined
  if (named?.type === undefined) return { ...view, q }
  return { ...view, q: '', object: { type: named.type, id: named.id } }
}

type Timeline = ReturnType<typeof useTimeline>

const countText = (shown: number, more: boolean): string =>
  more ? `the newest ${shown.toLocaleString('en')}` : shown.toLocaleString('en')

/** Each list that could not be read says so; the other stays. */
function Troubles({ timeline: { events, alerts } }: { timeline: Timeline }) {
  return (
    <>
      {events.on && <QueryTrouble query={events.query} title="The events could not be read." />}
      {alerts.on && <QueryTrouble query={alerts.query} title="The alerts could not be read." />}
    </>
  )
}

function Empty({ view, onClear }: { view: ActivityView; onClear: () => void }) {
  if (!narrowedActivity(view)) {
    return <EmptyState>CloudStack has written down nothing yet. What anybody does will appear here.</EmptyState>
  }
  return (
    <EmptyState action={{ label: 'Clear filters', onSelect: onClear }}>
      {view.level !== undefined && view.kind === 'alerts'
        ? 'Alerts have no level. '
        : 'Nothing that CloudStack remembers matches. '}
    </EmptyState>
  )
}

function More({ timeline: { hasMore, loadMore, loadingMore } }: { timeline: Timeline }) {
  if (!hasMore) return null
  return (
    <div className={classes.more}>
      <Button onClick={loadMore} loading={loadingMore}>
        Load older
      </Button>
    </div>
  )
}
