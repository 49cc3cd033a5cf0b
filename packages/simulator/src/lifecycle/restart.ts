import type { Nic, Router } from '@stratoview/api-client'
import { ApiError } from '../api-error.ts'
import type { Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { checksAfterStart } from './health.ts'
import { nicsOff } from './placement.ts'
import { remove, start, stop, takes } from './router.ts'

export interface RestartOptions {
  cleanup: boolean
  makeredundant: boolean
  livepatch: boolean
}

/** The routers of a network or of a VPC. */
export function routersOf(world: World, owner: { networkid?: string; vpcid?: string }): Router[] {
  return world.tables.routers.filter((router) =>
    owner.vpcid === undefined
      ? router.vpcid === undefined && router.guestnetworkid === owner.networkid
      : router.vpcid === owner.vpcid,
  )
}

/**
 * Recorded: `restartNetwork.cleanup`, `.both` (cleanup wins over livepatch), `restartVPC.redundant`. Without cleanup
 * nothing is rebooted: routers that are missing or stopped are started, rules are applied again (reference §3.3).
 */
export function* restart(world: World, routers: Router[], options: RestartOptions): Steps {
  if (options.cleanup || options.makeredundant) {
    yield* replaceAll(world, routers, options.makeredundant)
  } else if (options.livepatch) {
    yield* livePatch(world, routers)
  } else {
    yield 1_500
    for (const router of routers) if (router.state === 'Stopped') yield* start(world, router)
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

/** Recorded: `restartNetwork.cleanup` (a new router has no pod, no versions, and says it needs an upgrade until it runs). */
function successor(world: World, old: Router, redundant: boolean): Router {
  const number = world.nextNumber()
  const nic = nicsOff(
    (old.nic ?? []).map((one): Nic => ({ ...one, id: world.uuid(), macaddress: world.random.mac('02:01') })),
  )
  const router: Router = {
    ...old,
    ...currentTemplate(world, old),
    id: world.uuid(),
    name: `r-${number}-VM`,
    created: world.date(),
    state: 'Stopped',
    isredundantrouter: redundant,
    redundantstate: 'UNKNOWN',
    version: 'UNKNOWN',
    requiresupgrade: true,
    hasannotations: false,
    nic,
  }
  const unborn: Record<string, unknown> = router
  for (const field of [
    'podid',
    'podname',
    'hostid',
    'hostname',
    'hostcontrolstate',
    'hypervisor',
    'linklocalip',
    'linklocalmacaddress',
    'linklocalnetmask',
    'scriptsversion',
    'softwareversion',
    'healthcheckresults',
  ]) {
    delete unborn[field]
  }
  world.tables.routers.push(router)
  copyVolumes(world, old.id, router, number)
  return router
}

/** A new router is made from the template its hypervisor's setting names (`router.template.kvm`), which is how it gets upgraded. */
function currentTemplate(world: World, old: Router): Pick<Router, 'templateid' | 'templatename'> {
  const { configurations, templates } = world.tables
  const hypervisor = world.find('templates', old.templateid)?.hypervisor?.toLowerCase()
  const name = configurations.find((setting) => setting.name === `router.template.${hypervisor}`)?.value
  const template = templates.find((one) => one.name === name && one.zoneid === old.zoneid)
  return template ? { templateid: template.id, templatename: template.name } : {}
}

/** What a root disk says of its VM. */
interface Rooted {
  id: string
  name: string
  templateid?: string | undefined
  templatename?: string | undefined
}

/** A new VM has a root disk like the one it follows. */
export function copyVolumes(world: World, oldId: string, vm: Rooted, number: number): void {
  const model = world.tables.volumes.find((volume) => volume.virtualmachineid === oldId)
  if (!model) return
  world.tables.volumes.push({
    ...model,
    id: world.uuid(),
    name: `ROOT-${number}`,
    virtualmachineid: vm.id,
    vmname: vm.name,
    vmdisplayname: vm.name,
    templateid: vm.templateid,
    templatename: vm.templatename,
    created: world.date(),
    path: world.uuid(),
  })
}

/** Patches in place: no traffic is lost. A simulated host's refusal is not imitated: docs/simulator-differences.md. */
function* livePatch(world: World, routers: readonly Router[]): Steps {
  for (const router of routers) {
    if (router.state !== 'Running') {
      throw new ApiError(530, `Unable to patch router ${router.name} as it is not in Running state`)
    }
    yield takes.stop
    if (world.troubles.get(router.id) !== 'needs-upgrade') {
      router.requiresupgrade = false
      router.softwareversion = (world.tables.managementServers[0]?.version ?? '4.22.0.0').replace(/-.*$/, '')
    }
    checksAfterStart(world, router)
  }
}
