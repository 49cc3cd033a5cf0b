import { Button, Checkbox } from '@mantine/core'
import { EmptyState, Panel, VerdictGlyph } from '@stratoview/ui'
import { useState } from 'react'
import { useNow } from '../../clock.ts'
import { CompareRuns } from './CompareRuns.tsx'
import classes from './diagnostics.module.css'
import { findingOf, titleOf } from './finding.ts'
import { RunResult } from './RunResult.tsx'
import { forget, type Run } from './runs.ts'
import { agoWords } from './words.ts'

interface Props {
  /** Newest first. */
  runs: readonly Run[]
  /** Of several VMs: each run says whose it is. */
  several: boolean
  onAgain(run: Run): void
}

/** What was run from this browser: the newest batch open, any two beside each other. */
export function History({ runs, several, onAgain }: Props) {
  const [marked, setMarked] = useState<readonly string[]>([])
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const newest = runs[0]?.batch
  const pair = runs.filter(({ key }) => marked.includes(key))
  const mark = (key: string, on: boolean) =>
    setMarked(on ? [...marked.slice(-1), key] : marked.filter((one) => one !== key))
  const [vm] = runs
  return (
    <Panel
      title="Results"
      aside={
        runs.length > 0 &&
        !several && (
          <Button size="compact-xs" variant="subtle" onClick={() => vm && forget(vm.vm.id)}>
            Forget all
          </Button>
        )
      }
      flush
    >
      {runs.length === 0 && (
        <div className={classes.empty}>
          <EmptyState>Nothing was run from this browser yet. What you run is kept here, and nowhere else.</EmptyState>
        </div>
      )}
      {pair.length === 2 && pair[0] && pair[1] && (
        <CompareRuns newer={pair[0]} older={pair[1]} onClose={() => setMarked([])} />
      )}
      <ol className={classes.runs} aria-label="Results">
        {runs.map((run) => (
          <HistoryLine
            key={run.key}
            run={run}
            several={several}
            open={toggled.get(run.key) ?? run.batch === newest}
            marked={marked.includes(run.key)}
            onOpen={(open) => setToggled(new Map(toggled).set(run.key, open))}
            onMark={(on) => mark(run.key, on)}
            onAgain={() => onAgain(run)}
          />
        ))}
      </ol>
    </Panel>
  )
}

interface LineProps {
  run: Run
  several: boolean
  open: boolean
  marked: boolean
  onOpen(open: boolean): void
  onMark(on: boolean): void
  onAgain(): void
}

function HistoryLine({ run, several, open, marked, onOpen, onMark, onAgain }: LineProps) {
  const now = useNow(30)
  const { kind, words } = findingOf(run)
  return (
    <li className={classes.run}>
      <div className={classes.runHead}>
        <Checkbox
          aria-label={`Compare ${titleOf(run)}, ${agoWords(now - run.started)}`}
          disabled={run.output === undefined}
          checked={marked}
          onChange={(event) => onMark(event.currentTarget.checked)}
        />
        <button type="button" className={classes.runButton} aria-expanded={open} onClick={() => onOpen(!open)}>
          <VerdictGlyph kind={kind} />
          <code className={classes.runTitle}>{titleOf(run)}</code>
          {several && <span className={classes.runVm}>{run.vm.name}</span>}
          <span className={classes.runWords}>{words}</span>
        </button>
        <time className={classes.age}>{agoWords(now - run.started)}</time>
      </div>
      {open && <RunResult run={run} onAgain={onAgain} />}
    </li>
  )
}
