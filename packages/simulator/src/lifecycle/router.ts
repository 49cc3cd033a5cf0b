import type { Router } from '@stratoview/api-client'
import { ApiError } from '../api-error.ts'
import type { Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { checksAfterStart, fillDisk } from './health.ts'
import { controlOn, findHost, guestOn, leaveHost, nicsOff, settle } from './placement.ts'
import { partnersOf, partnerTakesOver, takeRole } from './redundancy.ts'
import { dropVolumes } from './successor.ts'
import { renew } from './upgrade.ts'

/** How long each part takes on the world's clock, ms. */
export const takes = { stop: 1_500, plan: 500, start: 2_500, destroy: 1_500 }

/** How long HA needs to be sure that a host under a router is gone, ms. */
const suspicion = 120_000

/** With the trouble `host-goes-down` its host does so now. */
export function mayLoseHost(world: World, router: Router): void {
  const host = world.find('hosts', router.hostid)
  if (!host || world.troubles.get(router.id) !== 'host-goes-down') return
  world.troubles.delete(router.id)
  world.hostFails(host, suspicion)
}

/** `AgentUnavailableException`: its scope, the host's number, and what could not be done. Undefined while the host answers. */
function outOfReach(world: World, router: Router, what: string): ApiError | undefined {
  const at = world.tables.hosts.findIndex(({ id }) => id === router.hostid)
  if (at < 0 || world.tables.hosts[at]?.state === 'Up') return undefined
  const text = `Resource [Host:${at + 1}] is unreachable: Host ${at + 1}: ${what}`
  return new ApiError(530, text, { cserrorcode: 4250 })
}

/**
 * Recorded: `stopRouter` (Running → Stopping → Stopped; a stopped one succeeds at once, `.already-stopped`). When its host
 * does not answer it is Running as before, unless it is `forced`: then it counts as stopped.
 */
export function* stop(world: World, router: Router, forced = false): Steps {
  if (router.state === 'Stopped') {
    yield 1_000
    return
  }
  router.state = 'Stopping'
  yield takes.stop
  const gone = outOfReach(world, router, 'Unable to stop vm because the operation to stop timed out')
  if (gone && !forced) {
    router.state = 'Running'
    throw gone
  }
  switchOff(world, router)
}

/** What a stopped router has lost. */
export function switchOff(world: World, router: Router): void {
  router.state = 'Stopped'
  leaveHost(world, router)
  delete router.hypervisor
  delete router.linklocalip
  delete router.linklocalmacaddress
  delete router.linklocalnetmask
  router.nic = nicsOff(router.nic ?? [])
  if (router.isredundantrouter) partnerTakesOver(world, router)
}

/** Recorded: `startRouter` (Stopped → Starting with its host → Running with its control address). */
export function* start(world: World, router: Router): Steps {
  if (router.state === 'Running') return
  const [partner] = partnersOf(world, router)
  const host = findHost(world, router, partner?.hostid)
  router.state = 'Starting'
  yield takes.plan
  settle(router, host)
  renew(world, router)
  guestOn(world, router)
  yield takes.start
  mayLoseHost(world, router)
  const gone = outOfReach(world, router, `Unable to start ${router.name}`)
  if (gone) {
    switchOff(world, router)
    throw gone
  }
  if (world.troubles.get(router.id) === 'never-comes-back') {
    // The agent's answer never comes: the job stays pending and the router in Starting, as long as anyone watches.
    yield 3_600_000
    switchOff(world, router)
    throw new ApiError(530, 'Resource [DataCenter:1] is unreachable: Unable to start the router', { cserrorcode: 4250 })
  }
  cameUp(world, router)
}

/** What a router has once it runs: its control address, its versions, its role in a pair. */
export function cameUp(world: World, router: Router): void {
  router.state = 'Running'
  controlOn(world, router)
  router.scriptsversion = world.uuid()
  if (router.version === 'UNKNOWN') {
    const release = releaseOf(world, router)
    router.version = release.version
    router.softwareversion = release.software
    router.requiresupgrade = false
  }
  if (router.isredundantrouter) takeRole(world, router)
  if (world.troubles.get(router.id) === 'comes-back-unhealthy') fillDisk(world, router)
  checksAfterStart(world, router)
}

/** What a router made now would be of: the version of its zone's newest router, the software of the server. */
function releaseOf(world: World, router: Router): { version: string; software: string } {
  const server = world.tables.managementServers[0]?.version ?? '4.22.0.0'
  const software = server.replace(/-.*$/, '')
  const template = world.find('templates', router.templateid)
  const fromName = /\d+\.\d+\.\d+/.exec(template?.name ?? '')?.[0]
  return { version: fromName ?? software.split('.').slice(0, 3).join('.'), software }
}

/** Recorded: `rebootRouter` (Running → Stopping → Stopped → Starting → Running), `.stopped` (534's text as 530). */
export function* reboot(world: World, router: Router): Steps {
  if (router.state !== 'Running') {
    throw new ApiError(
      530,
      `Resource [DataCenter:${zoneNumber(world, router)}] is unreachable: Unable to reboot domR, it is not in right state ${router.state}`,
    )
  }
  yield* stop(world, router)
  yield 1_000
  yield* start(world, router)
}

const zoneNumber = (world: World, router: Router) =>
  world.tables.zones.findIndex((zone) => zone.id === router.zoneid) + 1

/** Fields a destroyed router has lost besides what a stopped one has. Recorded: `destroyRouter`'s result. */
const lost = [
  'hostid',
  'hostname',
  'hostcontrolstate',
  'hypervisor',
  'linklocalip',
  'linklocalmacaddress',
  'linklocalnetmask',
  'linklocalnetworkid',
  'gateway',
  'publicip',
  'publicmacaddress',
  'publicnetmask',
  'publicnetworkid',
  'guestipaddress',
  'guestmacaddress',
  'guestnetmask',
  'guestnetworkid',
  'guestnetworkname',
  'networkdomain',
]

/** Recorded: `destroyRouter` (Running → Stopping → gone; the answer says Destroyed). */
export function* destroy(world: World, router: Router): Steps<Router> {
  if (router.state === 'Running') {
    router.state = 'Stopping'
    router.nic = nicsOff((router.nic ?? []).filter((nic) => nic.traffictype === 'Guest')).concat(
      (router.nic ?? []).filter((nic) => nic.traffictype !== 'Guest'),
    )
  }
  yield takes.destroy
  if (router.isredundantrouter) partnerTakesOver(world, router)
  return remove(world, router)
}

/** Takes a router and its disk out of the world; the answer is what its last job says of it. */
export function remove(world: World, router: Router): Router {
  world.destroyed.push(router)
  world.remove('routers', router.id)
  dropVolumes(world, router.id)
  const gone: Record<string, unknown> = { ...router, state: 'Destroyed', nic: [] }
  for (const field of lost) delete gone[field]
  return gone as Router
}
