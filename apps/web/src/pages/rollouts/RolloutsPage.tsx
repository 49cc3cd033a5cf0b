import { Button } from '@mantine/core'
import type { Run } from '@stratoview/bff/app'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { FactCard } from '../../vm/list/FactCard.tsx'
import { queryListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import { runsQuery } from '../../vm/rollouts/api.ts'
import { hiddenAtFirst, progressText, type RunRow, RunState, runsShape } from './runs-shape.tsx'

/** ms between two questions: while something moves, while something stands still, and when all has ended. */
const LIVE = 5_000
const STANDING = 15_000
const MINUTE = 60_000

function paceOf(runs: readonly Run[] = []): number {
  if (runs.some(({ state, standing }) => state === 'aborting' || (state === 'running' && standing === undefined)))
    return LIVE
  return runs.some(({ state }) => state !== 'ended') ? STANDING : MINUTE
}

const toRun = ({ id }: RunRow) => paths.rollout(id)

/** Every run the user may see: going on, standing still, ended. */
export default function RolloutsPage() {
  const { apis } = useSession()
  const may = apis.has('listRouters')
  const runs = useQuery({
    ...runsQuery,
    enabled: may,
    refetchInterval: ({ state }) => paceOf(state.data),
  })
  const rows = useMemo(() => (runs.data ?? []).map((run): RunRow => ({ ...run, name: run.title })), [runs.data])
  if (!may)
    return <Denied title="Rollouts">Your role may not list routers (listRouters). Ask an administrator for it.</Denied>
  return (
    <ListPage
      id="rollouts"
      title="Rollouts"
      one="run"
      things="runs"
      nothing="No run yet. A run upgrades, restarts or checks many routers, one after the other."
      listing={queryListing(runs, () => ({ rows, total: rows.length }))}
      shape={runsShape}
      hiddenAtFirst={hiddenAtFirst}
      to={toRun}
      card={card}
      extra={
        <Button component={Link} to={paths.newRollout()} variant="filled" c="#fff">
          Plan a run
        </Button>
      }
    />
  )
}

const card = (row: RunRow) => (
  <FactCard name={row.title} to={toRun(row)} facts={[progressText(row), failuresText(row), row.owner.username]}>
    <RunState run={row} />
  </FactCard>
)

const failuresText = ({ counts }: Run) => (counts.failed > 0 ? `${counts.failed} failed` : undefined)
