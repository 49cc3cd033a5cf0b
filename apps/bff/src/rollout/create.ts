import type { CloudStack } from '../cloudstack.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { refuse } from '../error.ts'
import { hasDatabase, openDatabase } from './database.ts'
import { startDriver, type Driver } from './driver.ts'
import { createSeal, type Seal } from './keys.ts'
import { migrate, NewerSchema } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import type { Store } from './store.ts'

/** The runs of this instance: nothing is opened, loaded or started before somebody needs it. */
export interface Rollouts {
  /** Which CloudStack's runs these are. */
  cloud: string
  seal: Seal
  /** Undefined while there is no database, and so no run. */
  existing(): Promise<Store | undefined>
  /** Makes the database if need be. */
  open(): Promise<Store>
  /** Somebody may start a run soon: it needn't wait until the database has been made. */
  expect(): void
  /** There is something to do for a run: whoever drives it hears of it now rather than at the next sweep. */
  wake(run: string): void
  stop(): Promise<void>
}

interface Deps {
  cloudstack: CloudStack
  log: Log
}

interface Opened {
  store: Store
  driver: Promise<Driver>
  close(): Promise<void>
}

/** How long after the start runs are taken up again, and how long until a database that isn't there is tried again, ms. */
const takeUpAfter = 500
const tryAgainAfter = 10_000

export function createRollouts(config: Config, { cloudstack, log }: Deps): Rollouts {
  const cloud = config.cloudstackUrl ?? 'embedded'
  const seal = createSeal(config.sessionSecret)
  let opened: Promise<Opened> | undefined
  let stopped = false

  const start = async (): Promise<Opened> => {
    const database = await openDatabase(config)
    try {
      await migrate(database)
      const store = sqlStore(database)
      // Nobody waits for the queue: what is written down by then it finds.
      const driver = startDriver(database, cloud, { store, cloudstack, seal, now: () => performance.now(), log })
      driver.catch((err: unknown) => {
        log.error({ err }, 'the queue of runs cannot be started')
        opened = undefined
        void database.close().catch(() => undefined)
        takeUp(tryAgainAfter)
      })
      const close = async () => {
        await driver.then(
          (one) => one.stop(),
          () => undefined,
        )
        await database.close()
      }
      return { store, driver, close }
    } catch (error) {
      await database.close().catch(() => undefined)
      throw error
    }
  }
  const open = () => {
    opened ??= start().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const takeUp = (after: number) => {
    setTimeout(() => {
      if (stopped) return
      open().catch((err: unknown) => {
        log.error({ err }, 'the database of the rolling runs cannot be opened')
        takeUp(tryAgainAfter)
      })
    }, after).unref()
  }
  if (hasDatabase(config)) takeUp(takeUpAfter)

  /** For whoever asks from a page: a database that is away is 503, and the log has the cause. */
  const away = (err: unknown): never => {
    log.error({ err }, 'the database of the rolling runs does not answer')
    const text = err instanceof NewerSchema ? err.message : 'The database of the rolling runs cannot be reached.'
    throw refuse(503, 'no-database', text)
  }
  const forPages = async (): Promise<Store> => {
    const { store } = await open().catch(away)
    const methods = Object.entries(store) as [string, (...args: unknown[]) => Promise<unknown>][]
    return Object.fromEntries(
      methods.map(([name, method]) => [name, (...args: unknown[]) => method(...args).catch(away)]),
    ) as unknown as Store
  }
  return {
    cloud,
    seal,
    // One that is just being made has no runs yet, and nobody waits for it.
    existing: async () => (hasDatabase(config) ? await forPages() : undefined),
    open: forPages,
    expect() {
      open().catch((err: unknown) => log.error({ err }, 'the database of the rolling runs cannot be opened'))
    },
    wake(run) {
      opened
        ?.then(({ driver }) => driver)
        .then((driver) => driver.wake(run))
        .catch((err: unknown) => log.warn({ err }, 'a run waits for the next sweep'))
    },
    async stop() {
      stopped = true
      await (await opened?.catch(() => undefined))?.close()
    },
  }
}
