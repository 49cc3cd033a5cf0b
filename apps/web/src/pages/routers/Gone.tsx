import type { Router } from '@stratoview/api-client'
import { EmptyState } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { VmFrame } from '../../vm/tabs/VmFrame.tsx'
import { useSiblings } from './use-router.ts'
import classes from './health.module.css'

/**
 * The router is no more: destroyed, or replaced by a restart with cleanup, which gives its network a new router with a
 * new name and id (recorded: `restartNetwork.cleanup`). Who serves the network now is offered.
 */
export function Gone({ id, last }: { id: string; last: Router | undefined }) {
  const successors = useSiblings(last)?.filter((one) => one.id !== id) ?? []
  const network = last?.vpcname ?? last?.guestnetworkname
  return (
    <VmFrame
      list={{ label: 'Virtual routers', to: paths.routers() }}
      name={last?.name ?? id}
      facts={[]}
      verbs={[]}
      tabs={[]}
      tab=""
      to={() => paths.router(id)}
    >
      <EmptyState>{last?.name ?? 'This router'} no longer exists.</EmptyState>
      <p className={classes.gone}>
        {last === undefined
          ? 'It was destroyed, or replaced when its network was restarted with cleanup, or the address is wrong. '
          : successors.length === 0
            ? `It was destroyed, and ${network ?? 'its network'} has no router now. `
            : `${network ?? 'Its network'} is served by `}
        {successors.map((one, index) => (
          <span key={one.id}>
            {index > 0 && ' and '}
            <Link className="sv-mono" to={paths.router(one.id)}>
              {one.name}
            </Link>
          </span>
        ))}
        {successors.length > 0 && ' now. '}
        <Link to={paths.routers()}>All virtual routers</Link>
      </p>
    </VmFrame>
  )
}
