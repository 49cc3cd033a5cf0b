import type { Network, Router } from '@stratoview/api-client'
import { internal } from '../api-error.ts'
import type { Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { checksAfterStart } from './health.ts'
import { mayLoseHost, remove, start, stop, takes } from './router.ts'
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
  const failed = () => internal(owner.vpcid === undefined ? 'Failed to restart network' : 'Failed to restart VPC')
  if (options.cleanup || options.makeredundant) {
    yield* replaceAll(world, routers, options.makeredundant)
    yield* bringBack(world, owner)
    if (world.tables.routers.some((one) => belongs(owner)(one) && one.state !== 'Running')) throw failed()
    return
  }
  if (options.livepatch) yield* livePatch(world, routers)
  else yield 1_500
  for (const router of routers) if (router.state === 'Stopped') yield* start(world, router)
  yield* bringBack(world, owner)
  // Nobody is left to take the rules; of a VPC's tiers the server does not heed that.
  const left = world.tables.routers.filter(belongs(owner))
  if (owner.vpcid === undefined && left.length > 0 && left.every(isOffline)) throw failed()
}

const isOffline = ({ hostcontrolstate }: Router) => hostcontrolstate === 'Offline'

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

/**
 * A router that is off goes first, and of two the BACKUP. Then comes the first new one, and when the two have agreed the
 * old one leaves; a pair gets its second new one last. Whatever fails leaves everything as it is by then (`NetworkOrchestrator`,
 * `rollingRestartRouters` and `destroyExpendableRouters`).
 */
function* replaceAll(world: World, routers: readonly Router[], makeredundant: boolean): Steps {
  const [model] = routers
  if (!model) return
  const redundant = makeredundant || routers.some(({ isredundantrouter }) => isredundantrouter)
  let old = routers.filter(({ state }) => state !== 'Stopped')
  for (const off of routers.filter((one) => !old.includes(one))) remove(world, off)
  if (old.length > 1) {
    const backup = old.findLast(({ redundantstate }) => redundantstate === 'BACKUP') ?? old.at(-1)!
    yield* leave(world, backup)
    old = old.filter((one) => one !== backup)
  }
  yield* bringUp(world, successor(world, old[0] ?? model, redundant))
  // The pause lets a pair agree before the old router leaves.
  yield redundant ? 2_500 : 500
  for (const one of old) yield* leave(world, one)
  if (redundant) yield* bringUp(world, successor(world, model, true))
}

function* leave(world: World, router: Router): Steps {
  yield* stop(world, router, true)
  yield 500
  remove(world, router)
}

function* bringUp(world: World, router: Router): Steps {
  yield 500
  yield* start(world, router)
}

/** Older ones haven't what it takes in them, and what goes wrong is swallowed (reference §3.3). */
const isAncient = ({ version = '' }: Router) => /^([0-3]|4\.(\d|1[0-3]))\./.test(version)

/**
 * Patches in place: no traffic is lost. A router that is off, or whose host does not answer, is passed over without a word
 * (`ManagementServerImpl.updateSystemVM`). A simulated host's refusal is not imitated: docs/simulator-differences.md.
 */
function* livePatch(world: World, routers: readonly Router[]): Steps {
  for (const router of routers) {
    if (router.state !== 'Running' || isOffline(router)) continue
    yield takes.stop
    mayLoseHost(world, router)
    if (isOffline(router)) continue
    if (world.troubles.get(router.id) !== 'needs-upgrade' && !isAncient(router)) {
      router.requiresupgrade = false
      router.softwareversion = (world.tables.managementServers[0]?.version ?? '4.22.0.0').replace(/-.*$/, '')
    }
    checksAfterStart(world, router)
  }
}
