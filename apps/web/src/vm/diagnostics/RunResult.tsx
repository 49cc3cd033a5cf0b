import { Button } from '@mantine/core'
import { CopyButton, Term } from '@stratoview/ui'
import { meaningOf } from './command.ts'
import classes from './diagnostics.module.css'
import { titleOf } from './finding.ts'
import { HopTable } from './HopTable.tsx'
import { parsePing } from './parse-ping.ts'
import { parseTraceroute } from './parse-traceroute.ts'
import { PingPlot } from './PingPlot.tsx'
import type { Run } from './runs.ts'

/** All of one run: the numbers as a picture, the words as they were printed. */
export function RunResult({ run, onAgain }: { run: Run; onAgain?: () => void }) {
  const { output, state, words } = run
  if (state === 'failed')
    return (
      <div className={classes.result}>
        <p className={classes.note}>The job failed. CloudStack said:</p>
        <p className={classes.said}>{words ?? 'nothing'}</p>
        {onAgain && <Again onAgain={onAgain} />}
      </div>
    )
  if (output === undefined)
    return (
      <div className={classes.result}>
        <p className={classes.note}>
          {state === 'unsent'
            ? 'It was not sent: the page was left before its turn.'
            : 'Running. You may leave this page: the result will be here.'}
        </p>
        {state === 'unsent' && onAgain && <Again onAgain={onAgain} />}
      </div>
    )
  const { stdout, stderr, exitcode } = output
  const text = [stdout, stderr].filter((part) => part !== '').join('\n\n')
  return (
    <div className={classes.result}>
      <Picture run={run} stdout={stdout} />
      <Term text={text === '' ? '(no output)' : text} label={`Output of ${titleOf(run)}`} />
      <div className={classes.resultFoot}>
        <span>
          Exit code <code>{exitcode}</code>: {meaningOf(run.type, exitcode)}.
          {exitcode !== '0' && exitcode !== '-1' && ' A finding: the job itself succeeded.'}
        </span>
        <span className={classes.resultVerbs}>
          <CopyButton text={text} label="the output" />
          {onAgain && <Again onAgain={onAgain} />}
        </span>
      </div>
    </div>
  )
}

const Again = ({ onAgain }: { onAgain: () => void }) => (
  <Button size="compact-sm" onClick={onAgain}>
    Use again
  </Button>
)

function Picture({ run, stdout }: { run: Run; stdout: string }) {
  if (run.type.startsWith('traceroute')) {
    const trace = parseTraceroute(stdout)
    return trace === undefined ? null : <HopTable trace={trace} />
  }
  const ping = parsePing(stdout)
  return ping === undefined ? null : <PingPlot ping={ping} label={titleOf(run)} />
}
