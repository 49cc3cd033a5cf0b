import type { Router } from '@stratoview/api-client'
import { createSimulator, type World } from '@stratoview/simulator'
import { createCloudStack, type CloudStack } from '../../src/cloudstack.ts'
import { defaultLimits } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createCloud } from '../../src/rollout/cloud.ts'
import { createRun } from '../../src/rollout/create-run.ts'
import { takeRun, type Drive } from '../../src/rollout/drive.ts'
import { createSeal } from '../../src/rollout/keys.ts'
import { memoryStore } from './memory-store.ts'
import { readPlan } from '../../src/rollout/read-plan.ts'
import type { Store } from '../../src/rollout/store.ts'
import type { RolloutOptions, RolloutRequest, RunItem } from '../../src/rollout/types.ts'
import type { Keys } from '../../src/sign.ts'
import { overFetch } from '../../src/transport.ts'
import { secret } from '../harness.ts'

export const here = 'the-cloud'
const log = createLog('silent')
export const apis = new Set([
  'getRouterHealthCheckResults',
  'listConfigurations',
  'listRouters',
  'listSystemVms',
  'listInternalLoadBalancerVMs',
])

/** An act that CloudStack accepted: what was told, and on what. */
export interface Deed {
  command: string
  id: string
}
const acts =
  /^(rebootRouter|restartNetwork|restartVPC|migrateSystemVm|upgradeRouterTemplate|prepareHostForMaintenance)$/

export interface Cloudy {
  world: World
  cloudstack: CloudStack
  keys: Keys
  deeds: Deed[]
  fault: ReturnType<typeof createSimulator>['control']['fault']
  pass: (ms: number) => void
  trouble: (of: string, is: Parameters<ReturnType<typeof createSimulator>['control']['trouble']>[2]) => void
  routers: () => Router[]
  /** CloudStack as it is when each act is so long on its way to it, ms of its clock. */
  delayed: (ms: number) => CloudStack
  /** The instance's own clock, when it isn't the world's. */
  ownClock?: () => number
}

/** A simulated cloud of its own, and CloudStack as the BFF asks it. */
export async function cloudy(name = 'calm-1', routers?: number): Promise<Cloudy> {
  const { fetch, control } = createSimulator({ ...(routers !== undefined && { routers }) })
  const world = control.world(name)
  const deeds: Deed[] = []
  const watching: typeof fetch = async (request) => {
    const told = new URLSearchParams(await request.clone().text())
    const answer = await fetch(request)
    const command = told.get('command') ?? ''
    if (acts.test(command) && answer.status === 200)
      deeds.push({ command, id: told.get('id') ?? told.get('virtualmachineid') ?? '' })
    return answer
  }
  const reached = (through: typeof fetch) =>
    createCloudStack({
      url: 'http://simulator.test/client/api',
      transport: overFetch(through),
      limits: defaultLimits,
      log,
      metrics: createMetrics(),
    })
  const [apikey, { secretkey }] = [...world.keys][0]!
  return {
    world,
    cloudstack: reached(watching),
    delayed: (ms) =>
      reached(async (request) => {
        if (acts.test(new URLSearchParams(await request.clone().text()).get('command') ?? '')) world.clock.advance(ms)
        return watching(request)
      }),
    keys: { apikey, secretkey },
    deeds,
    fault: (_, fault) => control.fault(name, fault),
    pass: (ms) => world.clock.advance(ms),
    trouble: (of, is) => control.trouble(name, of, is),
    routers: () => world.tables.routers,
  }
}

/** Puts every router on the template before this one: an upgrade is due. */
export function age(cloud: Cloudy): void {
  const { routers, templates } = cloud.world.tables
  for (const one of routers) {
    const { hypervisor } = templates.find(({ id }) => id === one.templateid)!
    const old = templates.find(({ name }) => name === `systemvm-${hypervisor?.toLowerCase()}-4.20.2-x86_64`)!
    const version = { version: '4.20.2', softwareversion: '4.20.2.0', requiresupgrade: true }
    Object.assign(one, { ...version, templateid: old.id, templatename: old.name })
  }
}

export const seal = createSeal(secret)

/**
 * The same cloud by a session in place of signatures, each of which costs two turns of a thread: for tests of thousands of
 * calls that aren't about keys.
 */
export async function unsigned(cloud: Cloudy): Promise<Cloudy> {
  const { ask, call } = cloud.cloudstack
  const login = await ask('login', { username: `admin+${cloud.world.name}`, password: 'password', domain: '' })
  const cookies = login.setCookie.map((line) => line.split(';', 1)[0]).join('; ')
  const { sessionkey } = login.result as { sessionkey: string }
  const session = { cookies, sessionkey }
  return {
    ...cloud,
    cloudstack: {
      ask: (command, params, _who, options) => ask(command, params, session, options),
      call: (name, params) => call(name, params, session),
    },
  }
}

/** A run over everything that stops at no failure. */
export const restart = (options: Partial<RolloutOptions> = {}, more: Partial<RolloutRequest> = {}): RolloutRequest => ({
  kind: 'restart',
  method: 'restart-router',
  scope: { by: 'everything' },
  options: { stopAfter: 0, ...options },
  ...more,
})

/** Plans and starts a run; nobody drives it yet. */
export async function started(cloud: Cloudy, store: Store, request: RolloutRequest): Promise<string> {
  const asker = createCloud(cloud.cloudstack, cloud.keys, cloud.world.clock.now)
  await asker.call('listCapabilities', {})
  const plan = await readPlan(asker, request, apis, [])
  const owner = { username: 'admin', account: 'admin', domainid: 'root' }
  const change = await createRun({
    plan,
    request,
    cloud: here,
    owner,
    actsAs: owner.username,
    now: plan.made,
    seal: (id) => seal.seal(cloud.keys, id),
  })
  await store.create(change)
  return change.run.id
}

/** Drives a run of this store, by the world's clock. */
export const drive = (cloud: Cloudy, store: Store, id: string): Promise<Drive | undefined> =>
  takeRun(id, { store, cloudstack: cloud.cloudstack, seal, now: cloud.ownClock ?? (() => cloud.world.clock.now), log })

export interface Watched {
  looks: number
  /** Moments at which no router of a pair ran. */
  pairsDown: string[]
}

/** Lets time pass in small steps, and notes each pair that is down as a whole. */
export function passWatching(cloud: Cloudy, ms: number, watched: Watched): void {
  for (let passed = 0; passed < ms; passed += 500) {
    cloud.pass(500)
    for (const [network, pair] of Map.groupBy(
      cloud.routers().filter((router) => router.isredundantrouter),
      (router) => router.vpcid ?? router.guestnetworkid,
    )) {
      if (pair.every(({ state }) => state !== 'Running')) watched.pairsDown.push(`${network}`)
    }
  }
}

/** Until the run ends or stands still: one look, some time, another look. */
export async function runThrough(
  cloud: Cloudy,
  store: Store,
  id: string,
  step = 2_000,
  most = 2_000,
): Promise<Watched> {
  const watched: Watched = { looks: 0, pairsDown: [] }
  const ours = (await drive(cloud, store, id))!
  for (; watched.looks < most; watched.looks++) {
    if (typeof (await ours.next()) === 'string') return watched
    passWatching(cloud, step, watched)
  }
  throw new Error('The run does not end')
}

export { memoryStore }
export const stepsOf = (items: readonly RunItem[]) =>
  Object.fromEntries(items.map(({ subject, step }) => [subject.name, step]))
