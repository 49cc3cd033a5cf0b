import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { FLEET_ROUTERS, FLEET_SYSTEM_VMS } from '../../fleet.ts'
import type { Fleet } from '../../fleet.ts'
import type { TaskObject } from '../../jobs-store.ts'
import { pathOfInstance } from '../../paths.ts'

/** The name of what a job works on, as a link when it has a page. Somebody else's job names only an id: the fleet knows it. */
export function ObjectLink({ object, onGo }: { object?: Partial<TaskObject>; onGo(): void }) {
  const client = useQueryClient()
  if (object?.id === undefined) return object?.type === undefined ? null : <>{object.type}</>
  const known = [FLEET_ROUTERS, FLEET_SYSTEM_VMS]
    .flatMap((key) => client.getQueryData<Fleet<RouterRow | SystemVmRow>>([key])?.rows ?? [])
    .find(({ id }) => id === object.id)
  const name = object.name ?? known?.name ?? object.id
  const to = pathOfInstance(object.type, object.id)
  return to === undefined ? (
    <code>{name}</code>
  ) : (
    <Link to={to} onClick={onGo}>
      <code>{name}</code>
    </Link>
  )
}
