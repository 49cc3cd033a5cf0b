import { isLive } from '@stratoview/ui/console/phase.ts'
import type { SessionView } from '@stratoview/ui/console/remote-session.ts'
import classes from './console.module.css'

const ms = (value: number | undefined) => (value === undefined ? '–' : `${Math.max(1, Math.round(value))} ms`)

/** Which half of the way is slow: reader and Stratoview, Stratoview and the hypervisor. */
export function LatencyChip({ view }: { view: SessionView }) {
  if (!isLive(view.phase)) return <span className={classes.off}>not connected</span>
  const { browser, hypervisor } = view.latency
  return (
    <span className={classes.chip} role="group" aria-label="Time to and fro">
      browser <b>{ms(browser)}</b> · host <b>{ms(hypervisor)}</b>
    </span>
  )
}
