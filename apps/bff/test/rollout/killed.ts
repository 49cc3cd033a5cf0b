import type { Drive } from '../../src/rollout/drive.ts'
import type { Store } from '../../src/rollout/store.ts'
import { drive, here, passWatching, type Cloudy, type Watched } from './harness.ts'

/** What SIGKILL does to an instance: nothing it was about to do happens any more. */
export class Killed extends Error {}

/** An instance that lives until it has passed so many boundaries: before and after each write, before and after each act. */
export function mortal(cloud: Cloudy, store: Store, boundaries: number): { cloud: Cloudy; store: Store } {
  let left = boundaries
  let dead = false
  const pass = () => {
    if (dead || left-- <= 0) {
      dead = true
      throw new Killed()
    }
  }
  const alive =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>, counts: boolean) =>
    async (...args: Args): Promise<T> => {
      if (counts) pass()
      if (dead) throw new Killed()
      const done = await work(...args)
      // What was done is done, but nobody is left to hear of it.
      if (counts) pass()
      if (dead) throw new Killed()
      return done
    }
  const { ask, call } = cloud.cloudstack
  const acts = alive(ask, true)
  const reads = alive(ask, false)
  return {
    cloud: {
      ...cloud,
      cloudstack: {
        ask: (command, ...rest) => (/^(list|query|get)/.test(command) ? reads : acts)(command, ...rest),
        call: alive(call as (...args: unknown[]) => Promise<unknown>, false) as typeof call,
      },
    },
    store: {
      ...store,
      commit: alive(store.commit, true),
      orders: alive(store.orders, false),
      take: alive(store.take, false),
    },
  }
}

/**
 * Drives a run by instances that are killed, one after the other, each after the next number of boundaries. Each
 * successor takes over after a while of the cloud's time.
 */
export async function runThroughKilled(
  cloud: Cloudy,
  store: Store,
  id: string,
  lifetimes: () => number,
  most = 3_000,
): Promise<Watched & { killed: number }> {
  const watched = { looks: 0, pairsDown: [] as string[], killed: 0 }
  let ours: Drive | undefined
  for (; watched.looks < most; watched.looks++) {
    try {
      if (!ours) {
        const born = mortal(cloud, store, lifetimes())
        ours = await drive(born.cloud, born.store, id)
      }
      const next = await ours!.next()
      if (next === 'over') return watched
      if (next === 'idle') {
        await store.order(id, { type: 'resume', by: 'admin' })
        continue
      }
      passWatching(cloud, 2_000, watched)
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      watched.killed += 1
      ours = undefined
      passWatching(cloud, 4_000, watched)
    }
  }
  const unfinished = (await store.due(here)).length
  throw new Error(`The run does not end: ${unfinished} due, ${JSON.stringify((await store.run(id))?.counts)}`)
}
