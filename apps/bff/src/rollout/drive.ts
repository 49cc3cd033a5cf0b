import type { CloudStack } from '../cloudstack.ts'
import type { Log } from '../log.ts'
import { createCloud, type Cloud } from './cloud.ts'
import { createHold } from './context.ts'
import type { Seal } from './keys.ts'
import { tick, type Next } from './engine.ts'
import { carryOut } from './orders.ts'
import { Halt } from './record.ts'
import type { Store } from './store.ts'

export interface DriveDeps {
  store: Store
  cloudstack: CloudStack
  seal: Seal
  now: () => number
  log: Log
}

/** One look after the other at a run that is ours, until there is nothing to do. */
export interface Drive {
  /** Carries out what was ordered, and looks once. Throws Lost when the run isn't ours any more. */
  next(): Promise<Next>
}

/** For a run without keys that can be opened: CloudStack isn't even asked. */
function keyless(date: number): Cloud {
  const text = 'This run has no API keys that can be opened: give it keys to go on with'
  const refuse = () => Promise.reject(new Halt({ code: 'keys', text }))
  return { call: refuse, act: refuse, date: () => date }
}

/** Takes a run: whoever had it before can't write it any more. Undefined when there is no such run. */
export async function takeRun(id: string, deps: DriveDeps): Promise<Drive | undefined> {
  const { store, cloudstack, seal, now, log } = deps
  const open = async () => {
    const held = await store.take(id)
    if (!held) return undefined
    const keys = await seal.open(held.run.own.sealed, id)
    const cloud = keys ? createCloud(cloudstack, keys, held.run.seen) : keyless(held.run.seen)
    return createHold(store, held, cloud, now, log)
  }
  let ours = await open()
  if (!ours) return undefined
  return {
    async next() {
      const hold = ours!
      if (await carryOut(hold, await store.orders(id))) {
        ours = await open()
        return { again: 0 }
      }
      return tick(hold)
    },
  }
}
