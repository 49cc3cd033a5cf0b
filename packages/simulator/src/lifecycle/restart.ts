import type { Network, Router } from '@stratoview/api-client'
import { ApiError } from '../api-error.ts'
import type { Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { checksAfterStart } from './health.ts'
import { remove, start, stop, takes } from './router.ts'
import { successor } from './successor.ts'

export interface RestartOptions {
  cleanup: boolean
  makeredundant: boolean
  livepatch: boolean
}

/** A network or a VPC: what has routers. */
export interface Owner {
  networkid?: string
  vpcid?: string
}

const belongs = (owner: Owner) => (router: Router) =>
  owner.vpcid === undefined
    ? router.vpcid === undefined && router.guestnetworkid === owner.networkid
    : router.vpcid === owner.vpcid

/**
 * Recorded: `restartNetwork.cleanup`, `.both` (cleanup wins over livepatch), `restartVPC.redundant`. Without cleanup
 * nothing is rebooted: routers that are missing or stopped are started, rules are applied again (reference §3.3).
 */
export function* restart(world: World, owner: Owner, options: RestartOptions): Steps {
  const routers = world.tables.routers.filter(belongs(owner))
  if (options.cleanup || options.makeredundant) {
    yield* replaceAll(world, routers, options.makeredundant)
  } else if (options.livepatch) {
    yield* livePatch(world, routers)
    return
  } else {
    yield 1_500
    for (const router of routers) if (router.state === 'Stopped') yield* start(world, router)
  }
  yield* bringBack(world, owner)
}

/** The routers go, then come again as the network's offering has them: nobody serves it in between. */
export function* reimplement(world: World, network: Network): Steps {
  const routers = world.tables.routers.filter(belongs({ networkid: network.id }))
  for (const old of routers) {
    yield* stop(world, old)
    remove(world, old)
  }
  const [model] = routers
  if (!model) return
  for (let missing = network.redundantrouter === true ? 2 : 1; missing > 0; missing--) {
    yield* bringUp(world, successor(world, model, network.redundantrouter === true))
  }
}

/** Routers that were destroyed are made anew: one, or two where they are a pair. */
function* bringBack(world: World, owner: Owner): Steps {
  const have = world.tables.routers.filter(belongs(owner))
  const model = have[0] ?? world.destroyed.findLast(belongs(owner))
  if (!model) return
  const redundant = model.isredundantrouter === true
  for (let missing = (redundant ? 2 : 1) - have.length; missing > 0; missing--) {
    yield* bringUp(world, successor(world, model, redundant))
  }
}

/** The old one goes once its successor is up; of a pair the backup first, with a pause between. */
function* replaceAll(world: World, routers: readonly Router[], makeredundant: boolean): Steps {
  const backupsFirst = routers.toSorted(
    (a, b) => Number(a.redundantstate === 'PRIMARY') - Number(b.redundantstate === 'PRIMARY'),
  )
  const lonely = makeredundant && routers.length === 1
  let first = true
  for (const old of backupsFirst) {
    if (!first) yield 2_000
    first = false
    const redundant = makeredundant || old.isredundantrouter === true
    yield* bringUp(world, successor(world, old, redundant))
    // The pause lets a pair agree before the old router leaves.
    yield redundant ? 2_500 : 500
    yield* stop(world, old)
    yield 500
    remove(world, old)
    if (lonely) yield* bringUp(world, successor(world, old, true))
  }
}

function* bringUp(world: World, router: Router): Steps {
  yield 500
  yield* start(world, router)
}

/** Older ones haven't what it takes in them, and what goes wrong is swallowed (reference §3.3). */
const isAncient = ({ version = '' }: Router) => /^([0-3]|4\.(\d|1[0-3]))\./.test(version)

/** Patches in place: no traffic is lost. A simulated host's refusal is not imitated: docs/simulator-differences.md. */
function* livePatch(world: World, routers: readonly Router[]): Steps {
  for (const router of routers) {
    if (router.state !== 'Running') {
      throw new ApiError(530, `Unable to patch router ${router.name} as it is not in Running state`)
    }
    yield takes.stop
    if (world.troubles.get(router.id) !== 'needs-upgrade' && !isAncient(router)) {
      router.requiresupgrade = false
      router.softwareversion = (world.tables.managementServers[0]?.version ?? '4.22.0.0').replace(/-.*$/, '')
    }
    checksAfterStart(world, router)
  }
}
