import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator } from '@stratoview/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedded, server, type Database } from '../../src/rollout/database.ts'
import { migrate, NewerSchema, steps, type Step } from '../../src/rollout/migrations.ts'
import { sqlStore } from '../../src/rollout/sql-store.ts'
import { Lost } from '../../src/rollout/store.ts'
import { errorOf, start } from '../harness.ts'
import { cloudy, drive, runThrough, started } from './harness.ts'
import { postgresPrograms, startPostgres } from './postgres.ts'

/** A release to come: a column of its own, and a field that documents of before don't have. */
const next: Step = [
  'ALTER TABLE stratoview.item ADD COLUMN note text',
  `UPDATE stratoview.run SET doc = jsonb_set(doc, '{options,patience}', '3') WHERE NOT doc->'options' ? 'patience'`,
]
const newer: readonly Step[] = [...steps, next]
const numbers = (upTo: number) => Array.from({ length: upTo }, (_, i) => i + 1)
/** A document as the first release wrote it, and as if it had known no patience. */
const older = `UPDATE stratoview.run SET doc = jsonb_set(doc #- '{options,patience}', '{scope}', $2::jsonb) WHERE id = $1`

const bin = process.env['STRATOVIEW_POSTGRES'] ? postgresPrograms() : undefined
/** Two ways in to one database, as two instances have; the embedded one has but one. */
const databases: [string, () => Promise<{ both: [Database, Database]; stop(): Promise<void> }>][] = [
  [
    'embedded',
    async () => {
      const one = await embedded(undefined)
      return { both: [one, one], stop: () => one.close() }
    },
  ],
]
if (bin)
  databases.push([
    'on PostgreSQL',
    async () => {
      const postgres = await startPostgres(bin)
      const both: [Database, Database] = [await server(postgres.url), await server(postgres.url)]
      return {
        both,
        async stop() {
          await Promise.all(both.map((one) => one.close()))
          await postgres.stop()
        },
      }
    },
  ])

describe.each(databases)('the schema %s', (_, open) => {
  let opened: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.stop())
  const versions = async () =>
    (await opened.both[0].query<{ version: number }>('SELECT version FROM stratoview.migration ORDER BY version')).map(
      ({ version }) => version,
    )

  test('is made once, however many ask for it together; a run in the middle of an item survives the next', async () => {
    const [ours, others] = opened.both
    const first = steps.slice(0, 1)
    await Promise.all([migrate(ours, first), migrate(others, first), migrate(ours, first)])
    expect(await versions()).toEqual([1])
    // The first release claimed no places; the code of today, which plays it here, would miss the table.
    await ours.query('CREATE TABLE stratoview.claim (cloud text, place text, run uuid, PRIMARY KEY (cloud, place))')

    // A router whose job hangs: only patience, which documents of before don't have, ends that.
    const cloud = await cloudy('calm-1', 4)
    cloud.trouble(cloud.routers()[0]!.name, 'job-hangs')
    const before = sqlStore(ours, 1)
    const request = { kind: 'restart', method: 'restart-router', scope: { by: 'everything' } } as const
    const id = await started(cloud, before, { ...request, options: { stopAfter: 0, parallel: 2 } })
    await ours.query(older, [id, JSON.stringify({ by: 'selection', ids: ['a', 'b'] })])
    const old = (await drive(cloud, before, id))!
    await old.next()
    const acting = (await before.items(id)).filter(({ step }) => step === 'acting')
    expect(acting).toHaveLength(2)
    expect((await before.run(id))!.options).not.toHaveProperty('patience')

    await ours.query('DROP TABLE stratoview.claim')
    await Promise.all([migrate(ours, newer), migrate(others, newer)])
    expect(await versions()).toEqual(numbers(newer.length))
    // What it is at work on is its own in the new way, too.
    const claims = await ours.query<{ place: string }>('SELECT place FROM stratoview.claim WHERE run = $1', [id])
    expect(claims.map(({ place }) => place).toSorted()).toEqual(
      acting.map(({ own: { place } }) => `${place.by}:${place.id}`).toSorted(),
    )
    // The older instance has lost it, and gets it no more.
    cloud.pass(2_000)
    await expect(old.next()).rejects.toBeInstanceOf(Lost)
    expect(await drive(cloud, before, id)).toBeUndefined()

    const after = sqlStore(others, newer.length)
    expect(await after.run(id)).toMatchObject({ options: { patience: 3 }, scope: { by: 'selection', count: 2 } })
    await runThrough(cloud, after, id)
    expect(await after.run(id)).toMatchObject({ state: 'ended', counts: { done: 3, failed: 1 } })
    expect(new Set(cloud.deeds.map((deed) => deed.id)).size).toBe(cloud.deeds.length)
  })

  test('of a newer Stratoview is refused by an older one in a sentence, and left as it is', async () => {
    await migrate(opened.both[0], newer)
    const refused = await migrate(opened.both[1]).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(NewerSchema)
    expect((refused as Error).message).toContain(
      `is of a newer Stratoview (schema ${newer.length}, this one knows ${steps.length})`,
    )
    expect(await versions()).toEqual(numbers(newer.length))
  })

  test('a step that fails leaves nothing behind', async () => {
    const broken: readonly Step[] = [...newer, ['CREATE TABLE stratoview.half (id int)', 'SELECT no_such_function()']]
    await expect(migrate(opened.both[0], broken)).rejects.toThrow()
    expect(await versions()).toEqual(numbers(newer.length))
    expect(await opened.both[0].query(`SELECT to_regclass('stratoview.half') AS half`)).toEqual([{ half: null }])
  })
})

test('whoever asks an older instance for the runs of a newer one is told why there are none', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stratoview-newer-'))
  const database = await embedded(join(dataDir, 'rollouts'))
  await migrate(database, newer)
  await database.close()
  const stops: (() => Promise<void>)[] = []
  const { get, signIn } = start(createSimulator().fetch, { dataDir }, { onStop: (stop) => void stops.push(stop) })
  await signIn('admin+newer', 'password')
  expect(await errorOf(await get('/api/rollouts'))).toMatchObject({
    status: 503,
    message: expect.stringContaining('is of a newer Stratoview') as string,
  })
  expect((await get('/api/fleet/routers')).status).toBe(200)
  await Promise.all(stops.map((stop) => stop()))
  rmSync(dataDir, { recursive: true, force: true })
})
