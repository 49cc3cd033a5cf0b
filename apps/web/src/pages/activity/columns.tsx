import { type Column, Pill, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { Link } from 'react-router'
import { useServerNow } from '../../clock.ts'
import { momentText, whenText } from '../../vm/cells/age.ts'
import { type Gravity, gravityOf, type TimelineEntry } from '../../vm/timeline/entry.ts'
import { EntryText } from '../../vm/timeline/EntryText.tsx'
import { type Known, type Objects, subjectOf } from '../../vm/timeline/objects.ts'
import page from '../../vm/list/page.module.css'
import classes from './activity.module.css'

/** An entry with what its texts may name. */
export interface Line {
  entry: TimelineEntry
  objects: Objects
}

const glyphs: Record<Gravity, VerdictKind> = {
  error: 'failing',
  warning: 'warning',
  alert: 'warning',
  info: 'never-ran',
}

/** What it is about: the event's own object, or the first that an alert's text names. */
export function aboutOf({ entry, objects }: Line): Partial<Known> {
  if (entry.kind === 'alert') return subjectOf(entry.text, objects) ?? {}
  const { object } = entry
  const known = object && objects.get(object.id)
  return known ?? { name: object?.name }
}

/** The same as a filter of the page takes it. */
export function objectOf({ entry, objects }: Line): TimelineEntry['object'] {
  if (entry.kind === 'event') return entry.object
  const known = subjectOf(entry.text, objects)
  return known?.type === undefined ? undefined : { type: known.type, id: known.id, name: known.name }
}

export function When({ entry }: { entry: TimelineEntry }) {
  const now = useServerNow(30)
  return (
    <time
      dateTime={Number.isNaN(entry.at) ? undefined : new Date(entry.at).toISOString()}
      title={momentText(entry.time)}
    >
      {whenText(entry.time, now) ?? entry.time}
    </time>
  )
}

export function Kind({ entry }: { entry: TimelineEntry }) {
  const gravity = gravityOf(entry)
  return (
    <span className={classes.kind} data-gravity={gravity}>
      <VerdictGlyph kind={glyphs[gravity]} label="" />
      {entry.kind === 'alert' ? 'alert' : entry.level}
    </span>
  )
}

export function About({ line }: { line: Line }) {
  const { name, to } = aboutOf(line)
  if (name === undefined) return null
  if (to === undefined) return <bdi className="sv-mono">{name}</bdi>
  return (
    <Link to={to} className="sv-mono">
      <bdi>{name}</bdi>
    </Link>
  )
}

export const columns: readonly Column<Line>[] = [
  {
    id: 'when',
    header: 'When',
    width: 92,
    sortable: false,
    value: ({ entry }) => entry.time,
    cell: ({ entry }) => <When entry={entry} />,
  },
  {
    id: 'level',
    header: 'Level',
    width: 72,
    sortable: false,
    value: ({ entry }) => (entry.kind === 'alert' ? 'alert' : entry.level),
    cell: ({ entry }) => <Kind entry={entry} />,
  },
  {
    id: 'object',
    header: 'Object',
    width: 120,
    sortable: false,
    value: (line) => aboutOf(line).name,
    cell: (line) => <About line={line} />,
  },
  {
    id: 'text',
    header: 'What',
    width: 500,
    sortable: false,
    value: ({ entry }) => entry.text,
    cell: ({ entry, objects }) => (
      <span className={classes.text} title={entry.text}>
        <EntryText text={entry.text} objects={objects} />
      </span>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    width: 196,
    mono: true,
    sortable: false,
    value: ({ entry }) => entry.type,
  },
  {
    id: 'state',
    header: 'State',
    width: 78,
    sortable: false,
    value: ({ entry }) => entry.state,
    cell: ({ entry }) => (entry.state === undefined ? null : <State entry={entry} />),
  },
  { id: 'by', header: 'By', width: 76, sortable: false, value: ({ entry }) => entry.by },
]

/** An action that failed is Completed with level ERROR, which reads like a contradiction. */
function State({ entry: { state, level } }: { entry: TimelineEntry }) {
  return level === 'ERROR' && state === 'Completed' ? <Pill tone="fail">failed</Pill> : <>{state}</>
}

/** An entry on a phone. */
export function ActivityCard(line: Line) {
  const { entry, objects } = line
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>
        <Kind entry={entry} />
        <About line={line} />
        <span className={page.push} />
        <When entry={entry} />
      </div>
      <div className={classes.cardText}>
        <EntryText text={entry.text} objects={objects} />
      </div>
      <div className={classes.cardFoot}>
        <span className="sv-mono">{entry.type}</span> {entry.state} {entry.by && `by ${entry.by}`}
      </div>
    </div>
  )
}
