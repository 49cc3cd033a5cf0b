import classes from './load.module.css'

interface Props {
  sessions: number | undefined
  /** `consoleproxy.session.max`; undefined when it is not known */
  max: number | undefined
}

/** How many consoles a proxy serves, against how many it is meant for. */
export function Load({ sessions, max }: Props) {
  if (sessions === undefined) return null
  if (max === undefined) return <>{sessions}</>
  const full = sessions >= max
  return (
    <span className={classes.load} data-full={full || undefined}>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${max > 0 ? Math.min(100, (100 * sessions) / max) : 100}%` }} />
      </span>
      {sessions} of {max}
      {full && ' (full)'}
    </span>
  )
}
