import { IconPlugConnectedX } from '@tabler/icons-react'
import { useReach } from '../reach.ts'
import classes from './banner.module.css'

/** One line when nobody answers; it goes by itself with the next answer. */
export function ReachBanner() {
  const { reach, words } = useReach()
  return (
    <div role="status">
      {reach !== 'up' && (
        <p className={classes.banner}>
          <IconPlugConnectedX size={16} aria-hidden />
          <strong>
            {reach === 'server-down' ? 'Stratoview’s server cannot be reached.' : 'CloudStack does not answer.'}
          </strong>
          <span>What you see is what was last known; it is asked again by itself.</span>
          {reach === 'cloudstack-down' && <code>{words}</code>}
        </p>
      )}
    </div>
  )
}
