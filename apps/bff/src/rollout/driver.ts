import type { PgBoss } from 'pg-boss'
import type { Log } from '../log.ts'
import type { Database } from './database.ts'
import { takeRun, type DriveDeps } from './drive.ts'
import { Lost } from './store.ts'

const queue = 'drive'

/** All by the database's clock. A dead instance's run is another's after 15 s without a heartbeat and one look of the monitor. */
const timing = {
  heartbeatSeconds: 15,
  heartbeatRefreshSeconds: 5,
  monitorIntervalSeconds: 10,
  superviseIntervalSeconds: 10,
  /** Told of a job by NOTIFY, and looking all the same where a pooler swallows that. */
  pollingIntervalSeconds: 4,
  notifyPollingIntervalSeconds: 10,
}
/** Runs that one instance drives at the same time. */
const atOnce = 16
/** How often we look for runs that nobody drives, ms. */
const sweepEvery = 3_000
const second = 1_000
/** Then a run is given back to the queue, so that no job is older than the queue lets one be, ms. */
const longestDrive = 10 * 60_000

export interface Driver {
  /** There is something to do for a run. */
  wake(run: string): Promise<void>
  stop(): Promise<void>
}

/** The instances' share: pg-boss hands each run to one of them, and to another one when that one dies. */
export async function startDriver(database: Database, clouds: string, deps: DriveDeps): Promise<Driver> {
  const { PgBoss } = await import('pg-boss')
  const { log, store } = deps
  const { monitorIntervalSeconds, superviseIntervalSeconds } = timing
  const boss = new PgBoss({
    ...database.boss,
    schema: 'stratoview_jobs',
    schedule: false,
    useListenNotify: true,
    registerInstance: false,
    monitorIntervalSeconds,
    superviseIntervalSeconds,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the queue of runs has trouble'))
  await boss.start()
  const { heartbeatSeconds, heartbeatRefreshSeconds, pollingIntervalSeconds, notifyPollingIntervalSeconds } = timing
  await boss.createQueue(queue, {
    policy: 'exclusive',
    notify: true,
    heartbeatSeconds,
    expireInSeconds: 900,
    retryLimit: 1_000,
    retryDelay: 1,
  })
  const stopping = new AbortController()
  const options = {
    localConcurrency: atOnce,
    pollingIntervalSeconds,
    notifyPollingIntervalSeconds,
    heartbeatRefreshSeconds,
  }
  await boss.work<{ run: string }>(queue, options, async ([job]) => {
    if (job) await drive(job.data.run, AbortSignal.any([stopping.signal, job.signal]), deps)
  })
  const wake = (run: string) => send(boss, run)
  const sweep = setInterval(
    () => void wakeAll().catch((err: unknown) => log.warn({ err }, 'runs cannot be looked for')),
    sweepEvery,
  )
  sweep.unref()
  const wakeAll = async () => {
    for (const run of await store.due(clouds)) await wake(run)
  }
  await wakeAll()
  return {
    wake,
    async stop() {
      clearInterval(sweep)
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

/** One job a run, waiting or at work: a second one is refused. */
async function send(boss: PgBoss, run: string): Promise<void> {
  await boss.send(queue, { run }, { singletonKey: run })
}

async function drive(run: string, ended: AbortSignal, deps: DriveDeps): Promise<void> {
  const until = performance.now() + longestDrive
  try {
    const ours = await takeRun(run, deps)
    if (ours) deps.log.info({ run }, 'this instance drives the run')
    while (ours && !ended.aborted && performance.now() < until) {
      const next = await ours.next()
      if (typeof next === 'string') return
      await untilOrdered(run, next.again, ended, deps.store)
    }
  } catch (error) {
    if (error instanceof Lost) return
    logFailure(deps.log, run, error)
    throw error
  }
}

const logFailure = (log: Log, run: string, err: unknown) =>
  log.error({ run, err }, 'a look at a run failed; it is tried again')

/** However long the wait: who gives an order isn't left waiting with it. */
async function untilOrdered(run: string, ms: number, ended: AbortSignal, store: DriveDeps['store']): Promise<void> {
  for (let left = ms; left > 0 && !ended.aborted; left -= second) {
    await pause(Math.min(left, second), ended)
    if (left > second && (await store.orders(run)).length > 0) return
  }
}

function pause(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      ended.removeEventListener('abort', done)
      resolve()
    }
    ended.addEventListener('abort', done)
  })
}
