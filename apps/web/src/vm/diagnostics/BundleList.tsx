import { Button } from '@mantine/core'
import { downloadText, EmptyState, Panel, VerdictGlyph } from '@stratoview/ui'
import { useEffect, useRef } from 'react'
import { useNow } from '../../clock.ts'
import { useRuns } from './use-runs.ts'
import { dropBundle, fetchBundle, useBundle } from './bundles.ts'
import { BundleView } from './BundleView.tsx'
import classes from './diagnostics.module.css'
import type { Vm } from './presets.ts'
import { Refused } from './Refused.tsx'
import { FILES, type Run } from './runs.ts'
import { agoWords, bytesWords } from './words.ts'

/** Bundles that were collected from this browser, newest first: fetched, opened and saved from here. */
export function BundleList({ vm }: { vm: Vm }) {
  const runs = useRuns()
  const mine = runs.filter((run) => run.vm.id === vm.id && run.type === FILES).toReversed()
  return (
    <Panel title="Collected" flush>
      {mine.length === 0 && (
        <div className={classes.empty}>
          <EmptyState>
            Nothing was collected from this browser yet. The VM packs the files, CloudStack puts them on the secondary
            storage, and they are opened here.
          </EmptyState>
        </div>
      )}
      <ol className={classes.runs} aria-label="Collected">
        {mine.map((run) => (
          <BundleLine key={run.key} run={run} />
        ))}
      </ol>
    </Panel>
  )
}

const states = { running: 'running', done: 'passing', failed: 'failing', unsent: 'never-ran' } as const

function BundleLine({ run }: { run: Run }) {
  const now = useNow(30)
  const { state, jobid, words } = run
  // One click: what was waited for here is fetched as soon as it is there.
  const waited = useRef(state === 'running')
  useEffect(() => {
    if (state === 'running') waited.current = true
    if (state !== 'done' || !waited.current || jobid === undefined) return
    waited.current = false
    void fetchBundle(jobid)
  }, [state, jobid])
  return (
    <li className={classes.run}>
      <div className={classes.runHead}>
        <VerdictGlyph kind={states[state]} />
        <span className={classes.runButton}>
          {run.target === '' ? 'The default files' : `${run.target.split(',').length} chosen files`}
          <span className={classes.runWords}>
            {state === 'running' && 'being collected, then fetched; you may leave this page'}
            {state === 'unsent' && 'not sent: the page was left before'}
          </span>
        </span>
        <time className={classes.age}>{agoWords(now - run.started)}</time>
      </div>
      {state === 'failed' && (
        <div className={classes.result}>
          <p className={classes.note}>The job failed. CloudStack said:</p>
          <p className={classes.said}>{words ?? 'nothing'}</p>
        </div>
      )}
      {state === 'done' && jobid !== undefined && <Fetched jobid={jobid} />}
    </li>
  )
}

function Fetched({ jobid }: { jobid: string }) {
  const bundle = useBundle(jobid)
  if (bundle === undefined)
    return (
      <div className={classes.result}>
        <div className={classes.buttons}>
          <Button onClick={() => void fetchBundle(jobid)}>Fetch and open</Button>
        </div>
      </div>
    )
  if (bundle.state === 'loading')
    return (
      <div className={classes.result}>
        <div className={classes.progress}>
          <progress
            aria-label="Download"
            max={bundle.total}
            value={bundle.total === undefined ? undefined : bundle.received}
          />
          <span>
            {bytesWords(bundle.received)}
            {bundle.total !== undefined && ` of ${bytesWords(bundle.total)}`}
          </span>
          <Button size="compact-sm" onClick={() => dropBundle(jobid)}>
            Cancel
          </Button>
        </div>
      </div>
    )
  const { bytes, filename = 'diagnostics.zip' } = bundle
  const saved = bytes && <Button onClick={() => downloadText(filename, bytes, 'application/zip')}>Save the zip</Button>
  if (bundle.state === 'failed')
    return (
      <div className={classes.result}>
        <Refused why={bundle.message} />
        <div className={classes.buttons}>
          <Button onClick={() => void fetchBundle(jobid)}>Fetch again</Button>
          {saved}
        </div>
      </div>
    )
  return (
    <div className={classes.result}>
      <BundleView bundle={bundle} />
      <div className={classes.buttons}>
        {saved}
        <Button onClick={() => dropBundle(jobid)}>Close</Button>
      </div>
    </div>
  )
}
