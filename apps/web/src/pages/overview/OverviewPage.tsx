import { ErrorPanel, Freshness, VerdictGlyph } from '@stratoview/ui'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { useNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { seesInfrastructure, useSession } from '../../session.ts'
import { useObjects } from '../../vm/timeline/use-objects.ts'
import { zoneMaps } from './fleet-map.ts'
import { FleetMap } from './FleetMap.tsx'
import { LastHour } from './LastHour.tsx'
import classes from './overview.module.css'
import { listedAll } from '../../vm/words.ts'
import { lookedAt, notShown, type Problems, problemsOf, titleOf } from './problems.ts'
import { ProblemTable } from './ProblemTable.tsx'
import { RunningNow, SystemVmsCard } from './SideCards.tsx'
import { type Seen, type Trouble, useCloud } from './use-cloud.ts'
import { useTitle } from '../../use-title.ts'

/** Silence is no health: who sees nothing of the cloud's machinery is told so, and not that all is well. */
export default function OverviewPage() {
  const { apis } = useSession()
  if (seesInfrastructure(apis)) return <Overview />
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Overview</h1>
      </header>
      <p className={classes.limits}>
        Your role sees no routers, system VMs or hosts. <Link to={paths.instances()}>Your instances</Link> are there.
      </p>
    </div>
  )
}

/** What is wrong now, and nothing else. */
function Overview() {
  const seen = useCloud()
  const { cloud } = seen
  const { apis } = useSession()
  const objects = useObjects()
  const problems = useMemo(() => problemsOf(cloud), [cloud])
  const zones = useMemo(() => zoneMaps(cloud.routers ?? [], cloud.seesHealth), [cloud])
  return (
    <div className={classes.page}>
      <Head seen={seen} wrong={problems.wrong} />
      {!seen.loading && <Limits apis={apis} seesHealth={cloud.seesHealth} />}
      {[...Map.groupBy(seen.troubles, sameTrouble)].map(([key, troubles]) => (
        <TroublePanel key={key} troubles={troubles} seen={seen} />
      ))}
      {zones.length > 0 && <FleetMap zones={zones} total={cloud.routers?.length ?? 0} seesHealth={cloud.seesHealth} />}
      <div className={classes.columns}>
        <div className={classes.left}>{seen.loading ? <Bones /> : <Findings problems={problems} seen={seen} />}</div>
        <div className={classes.right}>
          {apis.has('listAsyncJobs') && <RunningNow objects={objects} />}
          {cloud.systemVms !== undefined && <SystemVmsCard rows={cloud.systemVms} />}
          {apis.has('listEvents') && <LastHour entries={seen.entries} told={seen.told} objects={objects} />}
        </div>
      </div>
    </div>
  )
}

function Head({ seen, wrong }: { seen: Seen; wrong: number }) {
  const title = titleNow(seen, wrong)
  useTitle(title)
  const { loading, complete, cloud, loaded, total, at, again, troubles } = seen
  const stale = troubles.find(({ partial }) => partial)
  return (
    <header className={classes.head}>
      <h1>{title}</h1>
      <span className={classes.sub} role="status">
        {!loading && lookedAt(cloud)}
        {!complete &&
          total > loaded &&
          `, ${loaded.toLocaleString('en')} of ${total.toLocaleString('en')} routers loaded`}
      </span>
      <span className={classes.push} />
      <Freshness at={at} onRefresh={again} problem={stale && `CloudStack did not answer: ${stale.error.message}`} />
    </header>
  )
}

/** Never "nothing is wrong" before everything was looked at. */
function titleNow({ loading, complete, troubles }: Seen, wrong: number): string {
  if (wrong > 0) return titleOf(wrong)
  if (loading && troubles.length === 0) return 'Looking…'
  if (!complete || troubles.length > 0) return 'Not everything could be looked at'
  return titleOf(0)
}

function Findings({ problems, seen }: { problems: Problems; seen: Seen }) {
  const { failing, outOfOrder, comingUp, wrong } = problems
  return (
    <>
      {wrong === 0 && seen.complete && seen.troubles.length === 0 && <AllWell at={seen.at} />}
      <ProblemTable title="Failing checks" where="Routers" since="Oldest result" problems={failing} />
      <ProblemTable title="Out of reach or out of order" where="Where" since="Since" problems={outOfOrder} />
      <ProblemTable title="Coming up" where="Where" since="Since" problems={comingUp} />
    </>
  )
}

function AllWell({ at }: { at: number | undefined }) {
  const now = useNow(1)
  const seconds = at === undefined ? 0 : Math.max(0, Math.round((now - at) / 1000))
  const age = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
  return (
    <section className={classes.well} aria-label="What is wrong now">
      <VerdictGlyph kind="passing" label="" />
      {/* Not announced: it changes every second. */}
      <p>{`Nothing is wrong. Checked ${age} ago.`}</p>
    </section>
  )
}

/** What the role does not see is said once, so that a quiet page is not taken for a healthy cloud. */
function Limits({ apis, seesHealth }: { apis: ReadonlySet<string>; seesHealth: boolean }) {
  const hidden = notShown(apis, seesHealth)
  if (hidden.length === 0) return null
  return <p className={classes.limits}>Your role is not shown {listedAll(hidden)}: nothing is said about them here.</p>
}

/** What fails alike is told once: an outage fails everything. */
const sameTrouble = ({ error, partial }: Trouble) => `${partial} ${error.status} ${error.message}`

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function TroublePanel({ troubles, seen }: { troubles: readonly Trouble[]; seen: Seen }) {
  const [first] = troubles
  if (first === undefined) return null
  const { error, partial } = first
  const what = listedAll(troubles.map((trouble, index) => (index === 0 ? trouble.what : lowerFirst(trouble.what))))
  const part = troubles.length === 1 && what === 'The virtual routers' && partial && !seen.complete
  const title = part
    ? `${seen.loaded.toLocaleString('en')} of ${seen.total.toLocaleString('en')} routers loaded, then CloudStack stopped answering.`
    : `${what} could not be ${partial ? 'refreshed: what stands here is older.' : 'read.'}`
  const commands = troubles.flatMap((trouble) => trouble.error.command ?? [])
  const call = [...commands, error.status > 0 && `HTTP ${error.status}`].filter(Boolean).join(', ')
  return <ErrorPanel title={title} message={error.message} call={call} onRetry={seen.again} />
}

/** Rows of the true height while nothing is known. */
function Bones() {
  return (
    <div className={classes.bones} aria-hidden>
      {[62, 48, 55, 40, 58].map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
