import { expect, test } from 'vitest'
import type { Answer, CloudStack } from '../../src/cloudstack.ts'
import { isOpen } from '../../src/rollout/window.ts'
import type { RolloutMethod, RolloutRequest } from '../../src/rollout/types.ts'
import { dice } from './dice.ts'
import { age, cloudy, drive, memoryStore, passWatching, started, unsigned, type Cloudy } from './harness.ts'
import { Killed, mortal } from './killed.ts'

const hour = 3_600_000
const second = 1_000

/** CloudStack with a clock that is set: what it dates from then on is by the new one, what it dated before stays. */
function skewed({ world, cloudstack }: Cloudy) {
  const settings = [{ from: 0, by: 0 }]
  const told = (at: number) => at + settings.findLast(({ from }) => from <= at)!.by
  const dated = (text: string) => world.clock.date(told(Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))))
  const redate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(redate)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, of]) =>
        (key === 'created' || key === 'lastupdated') && typeof of === 'string' ? [key, dated(of)] : [key, redate(of)],
      ),
    )
  }
  const say = <A extends Answer<unknown>>(answer: A): A => ({
    ...answer,
    result: redate(answer.result),
    date: told(world.clock.now),
  })
  const by: CloudStack = {
    ask: async (...args) => say(await cloudstack.ask(...args)),
    call: async (...args) => say(await cloudstack.call(...args)),
  }
  return {
    cloudstack: by,
    now: () => told(world.clock.now),
    set: (by: number) => void settings.push({ from: world.clock.now, by }),
  }
}

const night = { from: '22:00', until: '05:00', timezone: 'Europe/Berlin' }
const methods: readonly RolloutMethod[] = ['restart-router', 'restart-network', 'live-patch']

const runs = 120
const batches = 6

test.each(Array.from({ length: batches }, (_, batch) => batch))(
  'clocks set forward and back at any step, with kills beside, batch %i: nothing twice, nothing too early, nothing for ever',
  async (batch) => {
    for (let seed = batch; seed < runs; seed += batches) {
      const { next, int } = dice(seed + 5_000)
      const windowed = next() < 0.3
      // A session would not outlive the hours.
      const cloud = await (windowed ? cloudy('calm-1', 5) : unsigned(await cloudy('calm-1', 5)))
      age(cloud)
      const store = memoryStore()
      const method = methods[int(0, methods.length - 1)]!
      const hangs = next() < 0.3 ? cloud.routers()[int(0, 4)]! : undefined
      if (hangs) {
        const { id, vpcid, guestnetworkid } = hangs
        cloud.world.troubles.set(method === 'restart-router' ? id : (vpcid ?? guestnetworkid ?? ''), 'job-hangs')
      }
      const request: RolloutRequest = {
        kind: 'upgrade',
        method,
        scope: { by: 'everything' },
        options: { parallel: int(1, 3), stopAfter: 0, patience: 10, ...(windowed && { window: night }) },
      }
      const about = `seed ${seed}, ${method}${windowed ? ', in hours' : ''}${hangs ? `, ${hangs.name} hangs` : ''}`
      const id = await started(cloud, store, request)
      const clock = skewed(cloud)
      let own = 0
      let outside = 0
      const acting: Cloudy = {
        ...cloud,
        cloudstack: {
          ...clock.cloudstack,
          ask: (command, ...rest) => {
            if (windowed && !/^(list|query|get)/.test(command) && !isOpen(night, clock.now())) outside += 1
            return clock.cloudstack.ask(command, ...rest)
          },
        },
      }
      const live = (lifetime: number) => {
        const born = mortal(acting, store, lifetime)
        return drive({ ...born.cloud, ownClock: () => cloud.world.clock.now + own }, born.store, id)
      }
      const watched = { looks: 0, pairsDown: [] as string[] }
      let ours = await live(int(1, 40))
      for (let ended = false; !ended; watched.looks++) {
        expect(watched.looks, about).toBeLessThan(4_000)
        try {
          ours ??= await live(int(1, 40))
          ended = (await ours!.next()) === 'over'
        } catch (error) {
          if (!(error instanceof Killed)) throw error
          ours = undefined
        }
        if (next() < 0.12) clock.set(int(-30, 30) * hour)
        if (next() < 0.12) own = int(-30, 30) * hour
        const closed = (await store.run(id))!.standing?.code === 'window'
        passWatching(cloud, closed ? 20 * second : 2 * second, watched)
        if (closed) cloud.pass(hour / 2)
      }
      const items = await store.items(id)
      // The other router of a pair isn't touched while one hangs.
      const spared = items.filter(
        ({ step, own: { place } }) => step === 'left' && place.id === (hangs?.vpcid ?? hangs?.guestnetworkid),
      )
      const failed = items.filter((item) => item.step !== 'done' && !spared.includes(item))
      const wrong = failed.map(({ subject, step, why }) => `${subject.name} ${step} ${why}`)
      expect(failed.length, `${about}: ${wrong.join('; ')}`).toBe(hangs ? 1 : 0)
      expect(failed[0]?.why ?? 'did not end in 10 minutes', about).toContain('did not end in 10 minutes')
      expect(new Set(cloud.deeds.map((deed) => deed.id)).size, about).toBe(cloud.deeds.length)
      expect(cloud.deeds, about).toHaveLength(items.length - spared.length)
      expect(watched.pairsDown, about).toEqual([])
      expect(outside, about).toBe(0)
      const run = (await store.run(id))!
      for (const { interruption } of items) expect(interruption?.ms ?? 0, about).toBeGreaterThanOrEqual(0)
      expect(run.remainingMs, about).toBeGreaterThanOrEqual(0)
    }
  },
  600_000,
)
