import { Panel, VerdictGlyph } from '@stratoview/ui'
import { Link } from 'react-router'
import { useServerNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { whenText } from '../../vm/cells/age.ts'
import { actionWords, gravityOf, type TimelineEntry } from '../../vm/timeline/entry.ts'
import { EntryText } from '../../vm/timeline/EntryText.tsx'
import type { Objects } from '../../vm/timeline/objects.ts'
import classes from './overview.module.css'

/** Sign-ins, and the failing checks that CloudStack tells anew every few minutes: the page shows them as they are. */
const isNoise = ({ type, text }: TimelineEntry): boolean =>
  /^USER\.LOG|^ROUTER\.HEALTH\.CHECKS$/.test(type) || text.startsWith('Health checks failed')

interface Props {
  entries: readonly TimelineEntry[]
  /** All of them have come: none is then none. */
  told: boolean
  objects: Objects
}

/** What has happened lately, one line an action. */
export function LastHour({ entries, told, objects }: Props) {
  const now = useServerNow(30)
  const recent = entries.filter((entry) => now - entry.at < 3_600_000 && !isNoise(entry)).slice(0, 8)
  return (
    <Panel title="Last hour" aside={<Link to={paths.activity()}>Activity</Link>}>
      {recent.length === 0 && (
        <p className={classes.none}>{told ? 'Nothing has happened in the last hour.' : 'Not known yet.'}</p>
      )}
      <ol className={classes.recent}>
        {recent.map((entry) => (
          <li key={entry.key} title={entry.text}>
            <time dateTime={new Date(entry.at).toISOString()}>{whenText(entry.time, now)}</time>
            <span className={classes.what}>
              {gravityOf(entry) === 'error' && <VerdictGlyph kind="failing" label="failed" />}
              {entry.object?.name !== undefined && <Subject entry={entry} objects={objects} />}
              <EntryText text={actionWords(entry)} objects={objects} />
            </span>
            <span className={classes.by}>{entry.kind === 'alert' ? 'alert' : entry.by}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Subject({ entry: { object }, objects }: { entry: TimelineEntry; objects: Objects }) {
  const known = object && objects.get(object.id)
  const name = known?.name ?? object?.name ?? ''
  if (known === undefined) return <bdi className="sv-mono">{name}</bdi>
  return (
    <Link to={known.to} className="sv-mono">
      <bdi>{name}</bdi>
    </Link>
  )
}
