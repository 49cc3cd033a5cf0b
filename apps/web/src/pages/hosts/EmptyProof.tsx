import type { Host } from '@stratoview/api-client'
import { Pill } from '@stratoview/ui'
import { useNow } from '../../clock.ts'
import { counted } from '../../vm/words.ts'
import classes from './host.module.css'
import { notKnown } from './on-host.ts'
import type { Here } from './use-host.ts'

/** Whether a host that is in maintenance, or on its way there, is empty indeed: what CloudStack lists on it now. */
export function EmptyProof({ host, on }: { host: Host; on: Here }) {
  const now = useNow(1)
  const state = host.resourcestate ?? ''
  if (!/Maintenance/.test(state)) return null
  const { count, instances = 0, missing, asked } = on
  // The age ticks, and is not read out each time.
  const ago = <span aria-live="off">asked {Math.max(0, Math.round((now - asked) / 1000))} s ago</span>
  const left = [count > 0 && counted(count, 'VM') + ' of its own', instances > 0 && counted(instances, 'instance')]
    .filter((part) => part !== false)
    .join(' and ')
  const ready = state === 'Maintenance'
  return (
    <p className={classes.said} role="status">
      {missing.length > 0 ? (
        notKnown(missing)
      ) : left === '' ? (
        <>
          <b>It is empty.</b> CloudStack lists no system VM, router, internal load balancer or instance on it ({ago}).
          {ready ? ' You can work on it.' : ` It is still ${state}.`}
        </>
      ) : (
        <>
          <Pill tone={ready || state.startsWith('Error') ? 'fail' : 'warn'}>not empty</Pill> <b>{left} still on it</b> (
          {ago}
          ).{' '}
          {ready
            ? 'CloudStack calls it Maintenance all the same: move what is left before you switch it off.'
            : state.startsWith('Error')
              ? 'CloudStack could not move all of it. Look at the failed jobs, cancel the maintenance and evacuate it from here.'
              : 'CloudStack is moving it.'}
        </>
      )}
    </p>
  )
}
