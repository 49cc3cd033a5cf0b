import { consolesOf } from './cpvm/index.ts'
import { newKeys, setKeys } from './commands/keys.ts'
import { Faults } from './fault.ts'
import { scheduleCapacityScan } from './lifecycle/capacity.ts'
import { scheduleChecks } from './lifecycle/health.ts'
import { hostDown } from './lifecycle/host-down.ts'
import { seed } from './seed/index.ts'
import { World } from './world.ts'

/** The keys of the demo world's admin, for `cmk` and other signing clients. */
export const demoKeys = { apikey: 'demo-admin-api-key', secretkey: 'demo-admin-secret-key' } as const

/** The admin has keys, as after `registerUserKeys`; of another world they are nobody's guess. The others have none. */
function giveKeys(world: World): void {
  const admin = world.tables.users.find((user) => user.username === 'admin')
  if (!admin) return
  setKeys(world, admin, world.name === '' ? demoKeys : newKeys())
}

/** A world and the failures ordered for it. */
export interface Place {
  world: World
  faults: Faults
}

/** Worlds kept unless told otherwise; the one unused for longest goes, never the demo's. */
const kept = 300

interface Options {
  epoch?: number
  routers?: number
  worlds?: number
}

/** The worlds of a process, each made when it is first named. */
export class Worlds {
  readonly #places = new Map<string, Place>()
  readonly #options: Options
  readonly #forgotten: (name: string) => void

  constructor(options: Options, forgotten: (name: string) => void) {
    this.#options = options
    this.#forgotten = forgotten
  }

  get(name: string): Place {
    const place = this.#places.get(name) ?? this.#create(name)
    // The map's order is the order of use.
    this.#places.delete(name)
    this.#places.set(name, place)
    return place
  }

  /** The world that holds an API key. */
  holding(apikey: string): World | undefined {
    for (const { world } of this.#places.values()) if (world.keys.has(apikey)) return world
    return undefined
  }

  all(): Iterable<World> {
    return [...this.#places.values()].map(({ world }) => world)
  }

  advance(ms: number): void {
    for (const { world } of this.#places.values()) world.clock.advance(ms)
  }

  #create(name: string): Place {
    const { epoch, routers } = this.#options
    const world = new World({ name, epoch, routers })
    world.hostFails = (host, suspicion) => hostDown(world, host, suspicion)
    seed(world)
    giveKeys(world)
    scheduleChecks(world)
    scheduleCapacityScan(world)
    // The management server starts now: it reads the settings that are not dynamic.
    consolesOf(world)
    if (this.#places.size >= (this.#options.worlds ?? kept)) this.#forgetOldest()
    return { world, faults: new Faults() }
  }

  #forgetOldest(): void {
    for (const name of this.#places.keys()) {
      if (name === '') continue
      this.#places.delete(name)
      this.#forgotten(name)
      return
    }
  }
}
