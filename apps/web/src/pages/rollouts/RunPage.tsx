import { CloudStackError } from '@stratoview/api-client/error'
import type { RunAnswer, RunItem } from '@stratoview/bff/app'
import { EmptyState, ErrorPanel, Freshness } from '@stratoview/ui'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { paths } from '../../paths.ts'
import { useTitle } from '../../use-title.ts'
import { Crumbs } from '../../vm/Crumbs.tsx'
import { pairingOf } from './run/columns.tsx'
import { Failures, StandingStill } from './run/Banners.tsx'
import { ItemTable } from './run/ItemTable.tsx'
import { ReportPanel } from './run/ReportPanel.tsx'
import { InterruptionPanel, ItemPanel, LogPanel, PlanPanel } from './run/RunAside.tsx'
import { RunHead, RunProgress } from './run/RunHead.tsx'
import classes from './run/run.module.css'
import { useOrder } from './run/use-order.ts'
import { gone, useRun } from './run/use-run.ts'

const dialogs = () => import('./run/Dialogs.tsx')
const AbortDialog = lazy(async () => ({ default: (await dialogs()).AbortDialog }))
const ResumeDialog = lazy(async () => ({ default: (await dialogs()).ResumeDialog }))

/** A run, live for everyone who may see it. */
export default function RunPage() {
  const { id = '' } = useParams()
  const answer = useRun(id)
  const { data, error } = answer
  useTitle(data?.run.title ?? 'Run')
  const again = () => void answer.refetch()
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <Crumbs list={{ label: 'Rollouts', to: paths.rollouts() }}>Run</Crumbs>
        {error !== null && data !== undefined && (
          <Freshness at={answer.dataUpdatedAt} onRefresh={again} problem={error.message} />
        )}
      </div>
      {data !== undefined && <Watch key={data.run.id} answer={data} />}
      {data === undefined && error === null && <h1 className={classes.loading}>Loading the run…</h1>}
      {data === undefined && error !== null && <NotThere error={error} retrying={answer.isFetching} onRetry={again} />}
    </div>
  )
}

function NotThere({ error, retrying, onRetry }: { error: Error; retrying: boolean; onRetry: () => void }) {
  if (gone(error)) {
    return (
      <>
        <h1 className={classes.loading}>No such run</h1>
        <EmptyState>
          There is no run at this address that you may see. <Link to={paths.rollouts()}>All rollouts</Link>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <h1 className={classes.loading}>Run</h1>
      <ErrorPanel
        title="The run could not be read."
        message={error.message}
        call={error instanceof CloudStackError && error.status > 0 ? `HTTP ${error.status}` : undefined}
        onRetry={onRetry}
        retrying={retrying}
      />
    </>
  )
}

function Watch({ answer: { run, items } }: { answer: RunAnswer }) {
  const [params, setParams] = useSearchParams()
  const { give, busy } = useOrder(run.id)
  const [asking, setAsking] = useState<'abort' | 'resume'>()
  const chosen = items.find(({ id }) => id === params.get('item'))
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params)
    if (value === undefined) next.delete(name)
    else next.set(name, value)
    setParams(next, { replace: true })
  }
  const choose = (item: RunItem | undefined) => set('item', item?.id)
  // What pairs with what is settled when the run is made.
  // oxlint-disable-next-line react/exhaustive-deps -- the items change with every answer, their networks do not
  const pairing = useMemo(() => pairingOf(items), [run.id, items.length])
  return (
    <>
      <RunHead
        run={run}
        items={items}
        busy={busy}
        onPause={() => void give({ to: 'pause' })}
        onResume={() => setAsking('resume')}
        onAbort={() => setAsking('abort')}
      />
      <RunProgress run={run} items={items} onSelect={choose} />
      <div className={classes.columns}>
        <section className={classes.main} aria-label="Progress">
          <Failures run={run} items={items} give={give} onShow={() => set('show', 'failed')} />
          <StandingStill run={run} />
          <ItemTable
            run={run}
            items={items}
            show={params.get('show') ?? 'all'}
            q={params.get('q') ?? ''}
            pairing={pairing}
            give={give}
            onShow={(show) => set('show', show === 'all' ? undefined : show)}
            onType={(q) => set('q', q === '' ? undefined : q)}
            onChoose={choose}
          />
        </section>
        <aside className={classes.aside} aria-label="About the run">
          <ReportPanel run={run} />
          {chosen !== undefined && <ItemPanel item={chosen} items={items} onClose={() => choose(undefined)} />}
          <InterruptionPanel items={items} pairKey={pairing.key} ended={run.state === 'ended'} />
          <LogPanel id={run.id} item={chosen} />
          <PlanPanel run={run} />
        </aside>
      </div>
      <Suspense fallback={null}>
        {asking === 'abort' && <AbortDialog run={run} onClose={() => setAsking(undefined)} />}
        {asking === 'resume' && <ResumeDialog run={run} onClose={() => setAsking(undefined)} />}
      </Suspense>
    </>
  )
}
