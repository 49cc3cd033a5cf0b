import type { Database } from './database.ts'
import { steps } from './migrations.ts'
import { activeSteps, type ItemRecord, type Order, type RunRecord } from './record.ts'
import { Lost, sampleOf, type Change, type Store } from './store.ts'
import type { RunEvent } from './types.ts'

/** How many finished items a plan learns from. */
const learnFrom = 500

/** One statement each, so that it is written whole or not at all, on any connection. */
const itemsIn = `INSERT INTO stratoview.item (run, id, ord, rev, doc)
  SELECT held.id, e->>'id', (e->'own'->>'order')::int, (e->>'rev')::int, e FROM held, jsonb_array_elements($4::jsonb) e
  ON CONFLICT (run, id) DO UPDATE SET rev = excluded.rev, doc = excluded.doc`
const eventsIn = `INSERT INTO stratoview.event (run, seq, doc)
  SELECT held.id, (e->>'seq')::int, e FROM held, jsonb_array_elements($5::jsonb) e`

const createSql = `INSERT INTO stratoview.run (id, state, doc, cloud, created)
  VALUES ($1, 'new', $2::jsonb, $2::jsonb->'own'->>'cloud', ($2::jsonb->>'created')::bigint)`

const commitSql = `WITH held AS (
    UPDATE stratoview.run SET state = $2, doc = $3::jsonb WHERE id = $1 AND epoch = $6 RETURNING id
  ), items AS (${itemsIn}), events AS (${eventsIn}),
  done AS (DELETE FROM stratoview.run_order USING held WHERE run_order.run = held.id AND run_order.seq = ANY ($7::bigint[])),
  free AS (DELETE FROM stratoview.claim USING held WHERE claim.run = held.id AND claim.place = ANY ($8::text[]))
  SELECT id FROM held`

/** In their order, so that of two runs that want the same ones the first to come has all. */
const claimSql = `WITH held AS (SELECT id, cloud FROM stratoview.run WHERE id = $1 AND epoch = $2),
  mine AS (INSERT INTO stratoview.claim (cloud, place, run)
    SELECT cloud, place, id FROM held, unnest($3::text[]) place ORDER BY place ON CONFLICT DO NOTHING)
  SELECT id FROM held`

const claimedSql = `SELECT claim.place, run.id, run.doc FROM stratoview.claim JOIN stratoview.run ON run.id = claim.run
  WHERE claim.cloud = (SELECT cloud FROM stratoview.run WHERE id = $1) AND claim.place = ANY ($2::text[])`

/** What was claimed by a driver that died before it began. */
const takeSql = `WITH taken AS (
    UPDATE stratoview.run SET epoch = epoch + 1
    WHERE id = $1 AND NOT EXISTS (SELECT FROM stratoview.migration WHERE version > $2) RETURNING id, doc, epoch
  ), free AS (DELETE FROM stratoview.claim USING taken WHERE claim.run = taken.id AND claim.place NOT IN (
    SELECT concat_ws(':', item.doc->'own'->'place'->>'by', item.doc->'own'->'place'->>'id') FROM stratoview.item
    WHERE item.run = $1 AND item.doc->>'step' = ANY ($3::text[])))
  SELECT doc, epoch FROM taken`

const dueSql = `SELECT id FROM stratoview.run WHERE cloud = $1 AND (
    state IN ('running', 'aborting')
    OR (state = 'paused' AND (doc->'counts'->>'active')::int > 0 AND doc->'standing'->>'code' NOT IN ('keys', 'rights'))
    OR EXISTS (SELECT FROM stratoview.run_order WHERE run_order.run = run.id))`

const newestSql = `SELECT doc FROM (SELECT seq, doc FROM stratoview.event WHERE run = $1 ORDER BY seq DESC LIMIT 500) newest
  ORDER BY seq`

interface Doc<T> {
  doc: T
}

/** `schema`: the newest step this instance knows. What a newer one has changed isn't ours to drive. */
export function sqlStore({ query }: Database, schema = steps.length): Store {
  const docs = async <T>(sql: string, params: unknown[]) => (await query<Doc<T>>(sql, params)).map(({ doc }) => doc)
  const commit = async (
    id: string,
    epoch: number,
    { run, items = [], events = [], orders = [], frees = [] }: Change,
  ) => {
    const texts = [run, items, events].map((part) => JSON.stringify(part))
    const held = await query(commitSql, [id, run.state, ...texts, epoch, orders, frees])
    if (held.length === 0) throw new Lost()
  }
  const claim: Store['claim'] = async (id, epoch, places) => {
    if ((await query(claimSql, [id, epoch, places])).length === 0) throw new Lost()
    const rows = await query<Doc<RunRecord> & { place: string; id: string }>(claimedSql, [id, places])
    // Another had one when we asked for it, and had given it up when we asked who.
    if (rows.length < new Set(places).size) return claim(id, epoch, places)
    return new Map(rows.filter((row) => row.id !== id).map(({ place, doc }) => [place, doc]))
  }
  return {
    async create(change) {
      await query(createSql, [change.run.id, JSON.stringify(change.run)])
      // Until this is written nobody drives it: a run that was only half written down is one that was never started.
      await commit(change.run.id, 0, change)
    },
    runs: (cloud) =>
      docs<RunRecord>(
        `SELECT doc FROM stratoview.run WHERE cloud = $1 AND state <> 'new' ORDER BY created DESC LIMIT 200`,
        [cloud],
      ),
    run: async (id) => (await docs<RunRecord>('SELECT doc FROM stratoview.run WHERE id = $1', [id]))[0],
    items: (id, after = -1) =>
      docs<ItemRecord>('SELECT doc FROM stratoview.item WHERE run = $1 AND rev > $2 ORDER BY ord', [id, after]),
    item: async (id, item) =>
      (await docs<ItemRecord>('SELECT doc FROM stratoview.item WHERE run = $1 AND id = $2', [id, item]))[0],
    events: (id, after) =>
      after === undefined
        ? docs<RunEvent>(newestSql, [id])
        : docs<RunEvent>('SELECT doc FROM stratoview.event WHERE run = $1 AND seq > $2 ORDER BY seq LIMIT 500', [
            id,
            after,
          ]),
    due: async (cloud) => (await query<{ id: string }>(dueSql, [cloud])).map(({ id }) => id),
    async order(id, order) {
      await query('INSERT INTO stratoview.run_order (run, doc) VALUES ($1, $2::jsonb)', [id, JSON.stringify(order)])
    },
    async orders(id) {
      const rows = await query<{ seq: string | number; doc: Order }>(
        'SELECT seq, doc FROM stratoview.run_order WHERE run = $1 ORDER BY seq',
        [id],
      )
      return rows.map(({ seq, doc }) => ({ seq: Number(seq), order: doc }))
    },
    async take(id) {
      const taken = await query<Doc<RunRecord> & { epoch: number }>(takeSql, [id, schema, [...activeSteps]])
      const [row] = taken
      if (!row) return undefined
      const items = await docs<ItemRecord>('SELECT doc FROM stratoview.item WHERE run = $1 ORDER BY ord', [id])
      return { run: row.doc, items, epoch: row.epoch }
    },
    commit,
    claim,
    async samples(cloud) {
      const rows = await query<{ run: RunRecord; item: ItemRecord }>(
        `SELECT run.doc AS run, item.doc AS item FROM stratoview.item JOIN stratoview.run ON run.id = item.run
         WHERE run.cloud = $1 AND item.doc->>'step' = 'done' ORDER BY run.created DESC LIMIT ${learnFrom}`,
        [cloud],
      )
      return rows.flatMap(({ run, item }) => sampleOf(run, item) ?? [])
    },
  }
}
