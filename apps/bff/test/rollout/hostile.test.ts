import { CloudStackError } from '@stratoview/api-client/error'
import { describe, expect, test } from 'vitest'
import type { Answer, CloudStack, Params } from '../../src/cloudstack.ts'
import type { RolloutMethod, RolloutOptions } from '../../src/rollout/types.ts'
import { dice } from './dice.ts'
import {
  age,
  cloudy,
  drive,
  memoryStore,
  passWatching,
  restart,
  runThrough,
  seal,
  started,
  stepsOf,
  unsigned,
  type Cloudy,
} from './harness.ts'

type Meddle = (command: string, params: Params, go: () => Promise<Answer<unknown>>) => Promise<Answer<unknown>>

/** CloudStack behind somebody who has a hand in every call. */
function meddled(cloud: Cloudy, meddle: Meddle): Cloudy {
  const { ask, call } = cloud.cloudstack
  const cloudstack = {
    ask: (command, params, ...rest) => meddle(command, params, () => ask(command, params, ...rest)),
    call: (name, params, ...rest) => meddle(name, params, () => call(name, params, ...rest)),
  } as CloudStack
  return { ...cloud, cloudstack }
}
const broken = (code: string, status: number, message: string) => new CloudStackError({ code, status, message })
const away = () => broken('unreachable', 502, 'CloudStack cannot be reached: connect ECONNREFUSED')
const pairOf = (cloud: Cloudy) => {
  const backup = cloud.routers().find(({ redundantstate }) => redundantstate === 'BACKUP')!
  const isOther = (one: typeof backup) => one.isredundantrouter && one !== backup && one.vpcid === backup.vpcid
  return {
    backup,
    primary: cloud.routers().find((one) => isOther(one) && one.guestnetworkid === backup.guestnetworkid)!,
  }
}
const ofPair = (cloud: Cloudy, options: Partial<RolloutOptions> = {}) => {
  const { backup, primary } = pairOf(cloud)
  return restart(options, { scope: { by: 'selection', ids: [backup.id, primary.id] } })
}

describe('a run comes to its end', () => {
  test('though hundreds can’t have their turn; who can, at the very end of the order, has it', async () => {
    const cloud = await unsigned(await cloudy('calm-1', 400))
    const store = memoryStore()
    const id = await started(cloud, store, restart({ gate: 'none' }))
    const last = (await store.items(id)).findLast(({ own }) => !own.pair)!
    for (const router of cloud.routers()) if (router.id !== last.subject.id) router.hostcontrolstate = 'Offline'
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'ended', counts: { done: 1, waiting: 0, active: 0 } })
    const steps = stepsOf(await store.items(id))
    expect(steps[last.subject.name]).toBe('done')
    expect(cloud.deeds).toHaveLength(1)
  })

  test('though many a BACKUP waits: their PRIMARYs are in nobody’s way', async () => {
    const cloud = await unsigned(await cloudy('calm-1', 200))
    const store = memoryStore()
    const id = await started(cloud, store, restart({ gate: 'none' }))
    const items = await store.items(id)
    const busy = cloud.routers().filter(({ redundantstate }) => redundantstate === 'BACKUP')
    expect(busy.length).toBeGreaterThan(15)
    for (const router of busy) cloud.world.tables.jobs.push({ ...pending(cloud), jobinstanceid: router.id })
    await runThrough(cloud, store, id, 20_000, 6_000)
    const singles = items.filter(({ own }) => !own.pair)
    expect(singles.length).toBeGreaterThan(100)
    expect(await store.run(id)).toMatchObject({ state: 'ended', counts: { done: singles.length } })
  })

  test('when it is aborted while CloudStack is away: at once with nothing under way, else when its patience is over', async () => {
    for (const begun of [false, true]) {
      const cloud = await cloudy('calm-1', 3)
      const store = memoryStore()
      const id = await started(cloud, store, restart({ patience: 2 }))
      const ours = (await drive(cloud, store, id))!
      if (begun) await ours.next()
      cloud.fault('', { command: '*', kind: 'refuse' })
      await ours.next()
      await store.order(id, { type: 'abort', by: 'anna' })
      const { looks } = await runThrough(cloud, store, id, 5_000)
      expect(looks).toBeLessThan(begun ? 30 : 3)
      const run = (await store.run(id))!
      expect(run).toMatchObject({ state: 'ended', outcome: 'aborted', counts: { waiting: 0, active: 0 } })
      expect(run.own.sealed).toBeUndefined()
    }
  })

  test('though CloudStack never answers an act: it is told five times, and then no more', async () => {
    for (const method of ['restart-router', 'all-at-once'] as const) {
      const cloud = await cloudy('calm-1', 4)
      age(cloud)
      const store = memoryStore()
      const command = method === 'all-at-once' ? 'upgradeRouterTemplate' : 'rebootRouter'
      cloud.fault('', { command, kind: 'html', status: 403 })
      const { zoneid } = cloud.routers()[0]!
      const more = { method, kind: 'upgrade', scope: { by: 'zone', id: zoneid } } as const
      const id = await started(cloud, store, restart({ gate: 'none' }, more))
      await runThrough(cloud, store, id)
      expect(await store.run(id), method).toMatchObject({
        state: 'ended',
        outcome: 'with-failures',
        counts: { done: 0 },
      })
      const why = 'CloudStack gave no clear answer to it, 5 times'
      expect(
        (await store.items(id)).map((item) => item.why),
        method,
      ).toContain(why)
      expect(cloud.deeds).toEqual([])
    }
  })

  test('when its secret is another one, which opens no keys: it says so, and can be given others or aborted', async () => {
    const cloud = await cloudy('calm-1', 3)
    const store = memoryStore()
    const id = await started(cloud, store, restart())
    const held = (await store.take(id))!
    await store.commit(id, held.epoch, { run: { ...held.run, own: { ...held.run.own, sealed: 'by another secret' } } })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'paused', standing: { code: 'keys' } })
    await store.order(id, { type: 'abort', by: 'anna' })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'aborted', counts: { left: 3 } })
    expect(cloud.deeds).toEqual([])
  })
})

const pending = (cloud: Cloudy) => ({
  jobid: cloud.world.uuid(),
  jobstatus: 0,
  created: cloud.world.date(),
  cmd: 'org.apache.cloudstack.api.command.admin.router.RebootRouterCmd',
  jobinstancetype: 'DomainRouter',
})

describe('nothing is touched twice', () => {
  test('by an act that was held up: CloudStack refuses it when it comes later than fifteen seconds', async () => {
    const cloud = await cloudy('calm-1', 3)
    const store = memoryStore()
    const id = await started(cloud, store, restart({ gate: 'none' }))
    const frozen = meddledTransport(cloud, 20_000)
    const ours = (await drive(frozen, store, id))!
    await ours.next()
    expect(cloud.deeds).toEqual([])
    const slow = meddledTransport(cloud, 10_000)
    await store.order(id, { type: 'resume', by: 'anna' })
    await (await drive(slow, store, id))!.next()
    expect(cloud.deeds).toHaveLength(1)
  })

  test('when CloudStack no longer knows the job: what it came to is seen in the router', async () => {
    const cloud = await cloudy('calm-1', 3)
    const store = memoryStore()
    const id = await started(cloud, store, restart())
    const ours = (await drive(cloud, store, id))!
    for (let looks = 0; typeof (await ours.next()) !== 'string'; looks++) {
      expect(looks).toBeLessThan(200)
      // Swept away as soon as it is there, whatever it is at.
      cloud.world.tables.jobs.length = 0
      cloud.pass(2_000)
    }
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done', counts: { done: 3 } })
    expect(cloud.deeds).toHaveLength(3)
  })

  test('on a server whose pages are smaller than ours', async () => {
    for (const method of ['restart-router', 'all-at-once'] as const) {
      const cloud = await cloudy('calm-1', 80)
      age(cloud)
      const small = meddled(cloud, async (_, { pagesize }, go) => {
        if (Number(pagesize ?? 0) <= 20) return go()
        throw broken('cloudstack', 431, "Page size can't exceed max allowed page size value: 20")
      })
      const store = memoryStore()
      const { zoneid } = cloud.routers()[0]!
      const scope = { by: 'zone', id: zoneid } as const
      const id = await started(small, store, { kind: 'upgrade', method, scope, options: { stopAfter: 0, parallel: 9 } })
      const planned = (await store.items(id)).length
      await runThrough(small, store, id, 5_000)
      expect(await store.run(id), method).toMatchObject({ outcome: 'done', counts: { done: planned } })
    }
  })

  test('whatever CloudStack answers: errors, pages of a proxy, half answers, lists with nothing in them', async () => {
    const methods: readonly RolloutMethod[] = ['restart-router', 'restart-network', 'live-patch']
    for (let seed = 0; seed < 45; seed++) {
      const { next, int } = dice(seed + 9_000)
      const cloud = await unsigned(await cloudy('calm-1', 5))
      age(cloud)
      const method = methods[seed % 3]!
      const about = `seed ${seed}, ${method}`
      const store = memoryStore()
      const id = await started(
        cloud,
        store,
        restart({ parallel: int(1, 3), patience: 10 }, { kind: 'upgrade', method }),
      )
      let left = int(20, 60)
      const hostile = meddled(cloud, async (command, _, go) => {
        if (left === 0 || next() > 0.15) return go()
        left -= 1
        const acting = !/^(list|get|query)/.test(command)
        const kind = int(0, 4)
        // An answer that is lost may be one to what was done.
        if (kind === 0) await go()
        if (kind <= 1) throw away()
        if (kind === 2) throw broken('shape', 502, 'CloudStack did not answer in JSON')
        const { date } = await go()
        if (kind === 3 && !acting) throw broken('cloudstack', 530, 'Internal error')
        if (command.startsWith('list') && !acting) return { result: nothingIn(command), date }
        throw away()
      })
      const watched = await runThrough(hostile, store, id, 2_000, 3_000)
      const items = await store.items(id)
      const steps = items.map(({ subject, step, why }) => `${subject.name} ${step} ${why}`)
      expect(await store.run(id), `${about}: ${steps.join('; ')}`).toMatchObject({ state: 'ended', outcome: 'done' })
      expect(cloud.deeds.map((deed) => deed.id).toSorted(), about).toEqual(
        items.map(({ subject }) => subject.id).toSorted(),
      )
      expect(watched.pairsDown, about).toEqual([])
    }
  })
})

const nothingIn = (command: string) => {
  const rows = { listRouters: 'router', listAsyncJobs: 'asyncjobs', listEvents: 'event' }[command]
  return rows ? { [rows]: [], count: 0 } : {}
}

/** Each act is so long on its way. */
function meddledTransport(cloud: Cloudy, ms: number): Cloudy {
  return { ...cloud, cloudstack: cloud.delayed(ms) }
}

/** A run over one pair that has just told CloudStack to restart the BACKUP. */
async function begunOnPair() {
  const cloud = await cloudy('calm-1', 4)
  const store = memoryStore()
  const pair = pairOf(cloud)
  const id = await started(cloud, store, ofPair(cloud))
  const ours = (await drive(cloud, store, id))!
  await ours.next()
  return { cloud, store, id, ...pair }
}

describe('in the middle of a pair', () => {
  test('an abort follows the one under way to its end, leaves the other as it is, and says that they differ', async () => {
    const { cloud, store, backup, primary, id } = await begunOnPair()
    expect(cloud.deeds.map((deed) => deed.id)).toEqual([backup.id])
    await store.order(id, { type: 'abort', by: 'anna' })
    await runThrough(cloud, store, id)
    const items = await store.items(id)
    expect(stepsOf(items)).toEqual({ [backup.name]: 'done', [primary.name]: 'left' })
    const left = items.find(({ step }) => step === 'left')!
    expect(left.why).toBe(`The run was aborted. The other router of the pair, ${backup.name}, is done`)
    expect((await store.events(id)).map(({ text }) => text)).toContainEqual(
      expect.stringContaining(`${backup.name} is done, ${primary.name} was left`),
    )
    expect(cloud.deeds).toHaveLength(1)
    expect([backup.state, primary.state]).toEqual(['Running', 'Running'])
  })

  test('the hours end: the one under way is followed, the other has its turn the next night', async () => {
    const cloud = await cloudy('calm-1', 4)
    const store = memoryStore()
    const { backup, primary } = pairOf(cloud)
    // The world's clock is at 9:00.
    const window = { from: '08:00', until: '09:00', timezone: 'UTC' }
    const id = await started(cloud, store, ofPair(cloud, { window }))
    cloud.pass(24 * 3_600_000 - 4_000)
    const ours = (await drive(cloud, store, id))!
    const watched = { looks: 0, pairsDown: [] as string[] }
    const acted: [string, number][] = []
    for (let looks = 0; typeof (await ours.next()) !== 'string'; looks++) {
      expect(looks).toBeLessThan(20_000)
      for (const { id: of } of cloud.deeds.slice(acted.length)) acted.push([of, cloud.world.clock.now])
      passWatching(cloud, (await store.run(id))!.standing?.code === 'window' ? 300_000 : 2_000, watched)
    }
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
    expect(acted.map(([of]) => of)).toEqual([backup.id, primary.id])
    for (const [, at] of acted) expect(new Date(at).getUTCHours()).toBe(8)
    expect(acted[1]![1] - acted[0]![1]).toBeGreaterThan(20 * 3_600_000)
    expect(watched.pairsDown).toEqual([])
  })

  test('the keys are revoked while it is paused: it says so when it is resumed, and goes on with others', async () => {
    const { cloud, store, backup, primary, id } = await begunOnPair()
    await store.order(id, { type: 'pause', by: 'anna' })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'paused', counts: { done: 1, waiting: 1 } })
    const [old, { userid }] = [...cloud.world.keys][0]!
    cloud.world.keys.delete(old)
    await store.order(id, { type: 'resume', by: 'anna' })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'paused', standing: { code: 'keys' } })
    expect(cloud.deeds.map((deed) => deed.id)).toEqual([backup.id])
    const keys = { apikey: 'another', secretkey: 'pair' }
    cloud.world.keys.set(keys.apikey, { secretkey: keys.secretkey, userid })
    await store.order(id, { type: 'resume', by: 'ben', sealed: await seal.seal(keys, id), actsAs: 'ben' })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done', actsAs: 'ben' })
    expect(cloud.deeds.map((deed) => deed.id)).toEqual([backup.id, primary.id])
  })
})
