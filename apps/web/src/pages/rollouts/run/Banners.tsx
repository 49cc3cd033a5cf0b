import { Button } from '@mantine/core'
import type { Run, RunItem } from '@stratoview/bff/app'
import { VerdictGlyph } from '@stratoview/ui'
import { Link } from 'react-router'
import { listed } from '../../../vm/words.ts'
import { pageOf } from './columns.tsx'
import { aboutText } from '../../../vm/rollouts/words.ts'
import classes from './run.module.css'
import type { Give } from './use-order.ts'

/** How close the failures have brought the run to its stop. */
export function stopText(run: Run): string {
  const { stopAfter } = run.options
  if (run.state !== 'running') return ''
  if (stopAfter === 0) return 'The run goes on whatever fails.'
  const left = stopAfter - run.failures
  if (left <= 0) return ''
  return left === 1 ? 'One more failure stops the run.' : `${left} more failures stop the run.`
}

interface FailuresProps {
  run: Run
  items: readonly RunItem[]
  give: Give
  onShow: () => void
}

/** What failed, what that means for the run, and the three ways on. */
export function Failures({ run, items, give, onShow }: FailuresProps) {
  const failed = items.filter(({ step }) => step === 'failed')
  const [first] = failed
  if (first === undefined || run.state === 'ended') return null
  const page = pageOf(first)
  const name = first.subject.name
  return (
    <div className={classes.failure} role="alert">
      <VerdictGlyph kind="failing" label="" size={16} />
      <p>
        <b>
          {failed.length === 1
            ? `${name} failed.`
            : `${failed.length} failed: ${listed(failed.map(({ subject }) => subject.name))}.`}
        </b>{' '}
        {failed.length === 1 && first.why !== undefined && sentence(first.why)}{' '}
        {failed.length === 1 && first.said !== undefined && <code>{first.said}</code>}{' '}
        {failed.length === 1 && first.network !== undefined && (
          <>
            It serves <bdi>{first.network.name}</bdi>.{' '}
          </>
        )}
        {stopText(run)}
      </p>
      <span className={classes.ways}>
        {failed.length === 1 ? (
          <>
            <Button onClick={() => void give({ to: 'retry', item: first.id }, name)}>Try again</Button>
            <Button onClick={() => void give({ to: 'skip', item: first.id }, name)}>Skip it</Button>
            {page !== undefined && (
              <Button component={Link} to={page} c="var(--sv-text)">
                {pageWords(first)}
              </Button>
            )}
          </>
        ) : (
          <Button onClick={onShow}>Show the {failed.length}</Button>
        )}
      </span>
    </div>
  )
}

/** The page of a network's or VPC's item is its router's. */
const pageWords = ({ subject: { type } }: RunItem) =>
  type === 'router' || type === 'network' || type === 'vpc' ? 'Open router' : 'Open its page'

/** `at 22:00, in about 13 h`: by the reader's clock, as far off as CloudStack's says. */
const opensText = (at: number, now: number) =>
  `at ${new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at)}, in ${aboutText(Math.max(0, at - now))}`

/** CloudStack's and the server's texts end as they like. */
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** What becomes of what has been begun: without CloudStack or without keys nobody can follow it. */
function underWay(code: StandingCode | undefined, count: number): string {
  const are = `${count.toLocaleString('en')} under way ${count === 1 ? 'is' : 'are'}`
  if (code === 'cloudstack') return `${are} looked at again when it answers.`
  if (code === 'keys' || code === 'rights') return `${are} looked at again with new keys.`
  return `${are} still carried to the end.`
}
type StandingCode = NonNullable<Run['standing']>['code']

/** Why the run stands still, and whether it goes on by itself. */
export function StandingStill({ run }: { run: Run }) {
  const { standing, counts, state } = run
  if (standing === undefined && state !== 'paused' && state !== 'aborting') return null
  const text = standing?.text ?? (state === 'aborting' ? 'The run is being aborted.' : 'The run is paused.')
  const own = standing?.code === 'window' || standing?.code === 'cloudstack'
  const opens = standing?.until
  const goesOn =
    opens === undefined ? 'The run goes on by itself.' : `The run goes on by itself ${opensText(opens, run.seen)}.`
  return (
    <div className={classes.standing} role="status">
      <VerdictGlyph kind={own || standing?.code === 'operator' ? 'stale' : 'warning'} label="" size={16} />
      <p>
        {sentence(text)} {counts.active > 0 && `${underWay(standing?.code, counts.active)} `}
        {own ? goesOn : state === 'paused' ? 'Resume it to go on.' : ''}
      </p>
    </div>
  )
}
