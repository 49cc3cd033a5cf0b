import type { Report, Run } from '@stratoview/bff/app'
import { Panel } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { counted, listed } from '../../../vm/words.ts'
import { whenText } from '../../../vm/cells/age.ts'
import { reportQuery } from '../../../vm/rollouts/api.ts'
import { itemsWords, spanText } from '../../../vm/rollouts/words.ts'
import { evacuationText, vmsOf } from './evacuation-words.ts'
import { placeText } from './item-words.ts'
import { interruptionLines, leftLines, type Line, movedOf, versionLines } from './report-facts.ts'
import classes from './run.module.css'

/** At the end: what changed, how long customers were cut off, what was left. */
export function ReportPanel({ run }: { run: Run }) {
  const { data } = useQuery({ ...reportQuery(run.id, run.rev), enabled: run.state === 'ended' })
  if (run.state !== 'ended' || data === undefined) return null
  const { changed, failed, notDone } = data
  const moved = movedOf(changed)
  const hosts = moved === 0 ? [] : [{ what: 'on another host than before', value: moved.toLocaleString('en') }]
  return (
    <Panel
      title="Report"
      aside={run.ended !== undefined && `ended ${whenText(new Date(run.ended).toISOString(), run.ended)}`}
    >
      <p className={classes.report}>{reportText(data)}</p>
      <Lines title="Versions" lines={[...versionLines(changed), ...hosts]} />
      <Lines title="Interrupted" lines={interruptionLines([...changed, ...failed, ...notDone])} />
      <Lines title="Failed" lines={leftLines(failed)} bad />
      <Lines title="Left" lines={leftLines(notDone)} />
    </Panel>
  )
}

/** Lines that a side panel holds; the CSV has all. */
const MOST = 5

function Lines({ title, lines, bad }: { title: string; lines: readonly Line[]; bad?: boolean }) {
  if (lines.length === 0) return null
  const more = lines.length - MOST
  return (
    <section className={classes.lines} aria-label={title}>
      <h3 data-bad={bad}>{title}</h3>
      <dl>
        {lines.slice(0, MOST).map(({ what, value }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {more > 0 && <p className={classes.note}>{more.toLocaleString('en')} more: all of them are in the CSV.</p>}
    </section>
  )
}

export function reportText(report: Report): string {
  const { run, totals } = report
  const [changed, failed, notDone] = [vmsOf(report.changed), vmsOf(report.failed), vmsOf(report.notDone)]
  const what = `${itemsWords(run.method, changed.length)} done in ${spanText(totals.took)}`
  const upgraded = run.kind === 'upgrade' ? `, ${totals.upgraded.toLocaleString('en')} on a newer version` : ''
  const cut =
    totals.interrupted === 0
      ? 'No network was seen interrupted.'
      : `${counted(totals.interrupted, 'network')} ${totals.interrupted === 1 ? 'was' : 'were'} seen interrupted: ${spanText(totals.median)} in the median, ${spanText(totals.longest)} at the longest.`
  const replaced = changed.filter(({ before, after }) => before?.[0] && after?.[0] && before[0].id !== after[0].id)
  const fresh = replaced.length > 0 && `New routers: ${listed(replaced.map((item) => placeText(item) ?? ''))}.`
  const left = [
    failed.length > 0 && `${failed.length.toLocaleString('en')} failed`,
    notDone.length > 0 &&
      `${notDone.length.toLocaleString('en')} left as ${notDone.length === 1 ? 'it was' : 'they were'}`,
  ].filter(Boolean)
  const rest = left.length > 0 ? `${left.join(', ')}.` : 'Nothing was left.'
  return [`${what}${upgraded}.`, fresh, cut, rest, ...evacuationText(report)].filter(Boolean).join(' ')
}
