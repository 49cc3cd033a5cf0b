import type { SystemVmRow } from '@stratoview/bff/rows'
import { Panel, VerdictGlyph } from '@stratoview/ui'
import { Link } from 'react-router'
import { useServerNow } from '../../clock.ts'
import { commandOfJob } from '../../jobs-families.ts'
import { useJobs } from '../../jobs.ts'
import { pathOfInstance, paths } from '../../paths.ts'
import { ageText } from '../../vm/cells/age.ts'
import { agentRank } from '../../vm/cells/agent.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import type { Objects } from '../../vm/timeline/objects.ts'
import classes from './overview.module.css'
import { counted } from '../../vm/words.ts'
import { readyOf, systemVmWords } from './system-vm-words.ts'

/** Every unfinished job the role may see, whoever started it. */
export function RunningNow({ objects }: { objects: Objects }) {
  const jobs = useJobs()
  const now = useServerNow(1)
  return (
    <Panel title="Running now" aside={jobs.length === 0 ? undefined : counted(jobs.length, 'job')}>
      {jobs.length === 0 && <p className={classes.none}>No job is running.</p>}
      <ul className={classes.jobs}>
        {jobs.slice(0, 6).map((job) => {
          const known = job.jobinstanceid === undefined ? undefined : objects.get(job.jobinstanceid)
          const to = known?.to ?? pathOfInstance(job.jobinstancetype, job.jobinstanceid)
          return (
            <li key={job.jobid}>
              <span className={classes.jobName}>
                <span className="sv-mono">{commandOfJob(job)}</span>{' '}
                {known !== undefined && to !== undefined && <ObjectLink name={known.name} to={to} />}
              </span>
              <span className={classes.quiet}>{ageText(job.created, now)}</span>
              <span className={classes.jobBy}>{job.account}</span>
            </li>
          )
        })}
      </ul>
      {jobs.length > 6 && <p className={classes.none}>and {jobs.length - 6} more in Jobs</p>}
    </Panel>
  )
}

const ObjectLink = ({ name, to }: { name: string; to: string }) => (
  <Link to={to} className="sv-mono">
    <bdi>{name}</bdi>
  </Link>
)

/** All of them when they are few, else those that are not ready. */
export function SystemVmsCard({ rows }: { rows: readonly SystemVmRow[] }) {
  const now = useServerNow(30)
  const lines = rows
    .map((row) => ({ row, ...systemVmWords(row, now) }))
    .sort((a, b) => agentRank(a.row) - agentRank(b.row))
  const ready = readyOf(rows)
  const shown = lines.filter(({ kind }) => rows.length <= 8 || kind !== 'passing').slice(0, 8)
  return (
    <Panel
      flush
      title={<Link to={paths.systemVms()}>System VMs</Link>}
      aside={rows.length === 0 ? undefined : `${ready} of ${rows.length} ready`}
    >
      {rows.length === 0 && (
        <p className={classes.noneInset}>No system VM yet. CloudStack makes them for an enabled zone.</p>
      )}
      <ul className={classes.vms}>
        {shown.map(({ row, kind, words }) => (
          <li key={row.id}>
            <VerdictGlyph kind={kind} />
            <Link to={paths.systemVm(row.id)} className="sv-mono">
              <b>{row.name}</b>
            </Link>
            <span className={classes.vmType}>{systemVmTypeWords(row.systemvmtype)}</span>
            <span className={classes.vmWords} data-kind={kind}>
              {words}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
