import { UnstyledButton } from '@mantine/core'
import { useJobs } from '../../jobs.ts'
import { useTasks } from '../../jobs-store.ts'
import classes from '../bar.module.css'
import { show } from '../overlay.ts'
import { unfinished } from './unfinished.ts'

/** Counts what runs; started jobs raise no toast. */
export function JobsButton() {
  const count = unfinished(useJobs(), useTasks()).length
  return (
    <UnstyledButton
      className={classes.jobs}
      aria-label={count === 0 ? 'Jobs, none running' : `Jobs, ${count} running`}
      onClick={() => show('jobs')}
    >
      <span className={classes.arc} data-moving={count > 0 || undefined} aria-hidden />
      <span className={classes.jobsWord}>Jobs</span>
      {count > 0 && <span className={classes.jobsCount}>{count}</span>}
    </UnstyledButton>
  )
}
