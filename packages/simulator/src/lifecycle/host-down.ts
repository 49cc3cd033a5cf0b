import type { Host, Router } from '@stratoview/api-client'
import { ApiError } from '../api-error.ts'
import { alert } from '../event.ts'
import { run, type Steps } from '../steps.ts'
import type { World } from '../world.ts'

/** How long until HA is sure that a host is gone, ms. */
const haWaits = 120_000

interface Deeds {
  off: (world: World, router: Router) => void
  start: (world: World, router: Router) => Steps
}

/** The host dies under the routers on it: they are off at once, and HA starts them elsewhere once it is sure. */
export function hostDown(world: World, host: Host, cause: Router, { off, start }: Deeds): never {
  world.troubles.delete(cause.id)
  host.state = 'Down'
  host.disconnected = world.date()
  alert(world, 7, 'ALERT.COMPUTE.HOST', `Host is down, name: ${host.name} (id:${host.id})`)
  const fallen = world.tables.routers.filter((router) => router.hostid === host.id)
  for (const router of fallen) off(world, router)
  world.clock.after(haWaits, () => {
    for (const router of fallen.filter(({ state }) => state === 'Stopped')) {
      run(
        world,
        start(world, router),
        () => undefined,
        () => off(world, router),
      )
    }
  })
  throw new ApiError(530, `Resource [Host:${host.name}] is unreachable: Host ${host.name} is down`, {
    cserrorcode: 4250,
  })
}
