import type { Router } from '@stratoview/api-client'
import { can } from '@stratoview/api-client/can'
import { CloudStackError } from '@stratoview/api-client/error'
import { timeOf } from '@stratoview/api-client/health'
import { ActionButton, EmptyState, ErrorPanel, VerdictGlyph } from '@stratoview/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconHeartbeat } from '@tabler/icons-react'
import { cs, q } from '../../api.ts'
import { serverNow, useServerNow } from '../../clock.ts'
import { FLEET_ROUTERS } from '../../fleet.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { routerActions } from '../../vm/actions/router.ts'
import { ageWords } from '../../vm/cells/age.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { CheckTable } from './CheckTable.tsx'
import { falseAlarm, linesOf, sentenceOf } from './health-words.ts'
import classes from './health.module.css'
import { Aside } from './HealthAside.tsx'
import { intervalsOf, useLimits } from './use-limits.ts'

/** What may help when a check fails, beside every check that does. */
const helpful = routerActions.filter(({ id }) => id === 'restart-network' || id === 'reboot')

/** How a router is: one sentence, then every check with its meaning, what to do, and CloudStack's own words. */
export function HealthTab({ router }: { router: Router }) {
  const { apis } = useSession()
  const may = apis.has('getRouterHealthCheckResults')
  const results = useQuery({
    ...q(cs.getRouterHealthCheckResults, { routerid: router.id }),
    enabled: may,
    refetchInterval: paceOf('getRouterHealthCheckResults'),
  })
  const limits = useLimits(router.zoneid)
  const now = useServerNow(15)
  const fresh = useFreshRun(router)
  const verbs = useVerbs(helpful)
  // CloudStack's list tells the results also to a role that may not ask for them one by one.
  const told = router.healthcheckresults
  if (!may && told === undefined) {
    return <EmptyState>Your role may not read health results (getRouterHealthCheckResults).</EmptyState>
  }
  const never = neverRan(results.error)
  const healthcheckresults = !may ? told : never ? [] : results.data?.routerhealthchecks.healthchecks
  const lines = linesOf(healthcheckresults ?? [])
  const sentence = sentenceOf(
    { state: router.state, healthcheckresults },
    { now, ...intervalsOf(limits) },
    ageWords(oldestOf(healthcheckresults ?? []), now),
  )
  const alarm = falseAlarm(router, lines)
  const zone = router.zonename ?? router.zoneid
  const allowed = can('health-checks', 'router', router, apis)
  return (
    <div className={classes.health}>
      <section aria-label="Health">
        <div className={classes.verdict}>
          {(!may || results.isSuccess || never) && (
            <>
              <VerdictGlyph kind={sentence.kind} size={18} />
              <div role="status">
                <h2>{sentence.title}</h2>
                {sentence.hint && <p>{sentence.hint}</p>}
                {alarm && <p>{alarm}</p>}
                {never && <p className="sv-mono">{results.error?.message}</p>}
              </div>
            </>
          )}
          <div className={classes.run}>
            {fresh.data && <FreshNote at={fresh.data.at} took={fresh.data.took} />}
            <ActionButton
              loading={fresh.isPending}
              action={{
                label: 'Run fresh checks',
                icon: <IconHeartbeat size={16} aria-hidden />,
                disabled: allowed === true ? false : allowed,
                onSelect: () => fresh.mutate(),
              }}
            />
          </div>
        </div>
        {fresh.error && <Refused error={fresh.error} onRetry={() => fresh.mutate()} retrying={fresh.isPending} />}
        {!never && <QueryTrouble query={results} title="The health results could not be read." />}
        {/* Without an answer there is nothing to say about results. */}
        {(results.data !== undefined || results.isPending || never) && (
          <div className={classes.table}>
            <CheckTable
              lines={lines}
              loading={may && results.isPending}
              limits={limits}
              zone={zone}
              verbs={verbs.forRow(router)}
            />
          </div>
        )}
      </section>
      <Aside router={router} limits={limits} zone={zone} />
    </div>
  )
}

/** CloudStack answers 530 for a router without results, with the reason (reference: router health checks): no fault at all. */
const neverRan = (error: Error | null): boolean =>
  error instanceof CloudStackError && error.status === 530 && error.message.includes('No health check results found')

function oldestOf(results: readonly { lastupdated?: string }[]): string | undefined {
  const times = results.flatMap(({ lastupdated }) => (lastupdated === undefined ? [] : [lastupdated]))
  return times.toSorted((a, b) => timeOf(a) - timeOf(b))[0]
}

/** Fresh checks answer at once (recorded: `getRouterHealthCheckResults.fresh`); what they say replaces what was shown. */
function useFreshRun(router: Router) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const began = performance.now()
      const answer = await cs.getRouterHealthCheckResults({ routerid: router.id, performfreshchecks: true })
      return { answer, at: serverNow(), took: performance.now() - began }
    },
    onSuccess: ({ answer }) =>
      client.setQueryData(q(cs.getRouterHealthCheckResults, { routerid: router.id }).queryKey, answer),
    // Also after a failure: a router found out of contact has other results now.
    onSettled: (_, error) =>
      Promise.all([
        client.invalidateQueries({ queryKey: [FLEET_ROUTERS] }),
        client.invalidateQueries({ queryKey: ['listRouters'] }),
        error !== null && client.invalidateQueries({ queryKey: ['getRouterHealthCheckResults'] }),
      ]),
  })
}

function FreshNote({ at, took }: { at: number; took: number }) {
  const now = useServerNow(5)
  const ago = ageWords(new Date(at).toISOString(), now)
  return (
    <span className={classes.quiet} role="status">
      Fresh run <span aria-live="off">{ago}</span>, answered in {(took / 1000).toFixed(1)} s
    </span>
  )
}

interface RefusedProps {
  error: Error
  onRetry: () => void
  retrying: boolean
}

/** 530 at once means that the router did not answer (recorded: `.fresh-no-contact`): that is a finding, not a fault of ours. */
function Refused({ error, onRetry, retrying }: RefusedProps) {
  const known = error instanceof CloudStackError ? error : undefined
  const silent = known?.status === 530 && error.message.includes('Unable to perform fresh checks')
  return (
    <ErrorPanel
      title={
        silent
          ? 'No fresh checks: CloudStack has no contact with the router. Below is what it knew last.'
          : 'Fresh checks were refused.'
      }
      message={error.message}
      call={`getRouterHealthCheckResults${known && known.status > 0 ? `, HTTP ${known.status}` : ''}`}
      onRetry={onRetry}
      retrying={retrying}
    />
  )
}
