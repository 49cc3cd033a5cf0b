import type { Database } from './database.ts'

/** Statements that take effect together or not at all. */
export type Step = readonly string[]

/**
 * The schema, a step a release that changed it. A step that has been released is never edited: a run that was started by
 * an older Stratoview goes on under this one.
 *
 * The documents (`doc`) have no versions of their own. A field that becomes needed is written into the documents that are
 * there by the step that brings it, in SQL and in the same transaction; one that may be absent needs nothing. So the engine
 * knows one shape alone.
 */
export const steps: readonly Step[] = [
  [
    `CREATE TABLE stratoview.run (
      id uuid PRIMARY KEY, cloud text NOT NULL, state text NOT NULL, created bigint NOT NULL,
      epoch integer NOT NULL DEFAULT 0, doc jsonb NOT NULL)`,
    `CREATE INDEX run_cloud ON stratoview.run (cloud, created DESC)`,
    `CREATE TABLE stratoview.item (
      run uuid NOT NULL REFERENCES stratoview.run ON DELETE CASCADE, id text NOT NULL, ord integer NOT NULL,
      rev integer NOT NULL, doc jsonb NOT NULL, PRIMARY KEY (run, id))`,
    `CREATE INDEX item_rev ON stratoview.item (run, rev)`,
    `CREATE TABLE stratoview.event (
      run uuid NOT NULL REFERENCES stratoview.run ON DELETE CASCADE, seq integer NOT NULL, doc jsonb NOT NULL,
      PRIMARY KEY (run, seq))`,
    `CREATE TABLE stratoview.run_order (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run uuid NOT NULL REFERENCES stratoview.run ON DELETE CASCADE, doc jsonb NOT NULL)`,
  ],
  // Of a selection a run keeps how many were chosen, and no longer which.
  [
    `UPDATE stratoview.run SET doc = jsonb_set(doc, '{scope}',
      jsonb_build_object('by', 'selection', 'count', jsonb_array_length(doc->'scope'->'ids')))
      WHERE doc->'scope'->'ids' IS NOT NULL`,
  ],
  // Of all runs one alone is at work at a place; those that are at work have theirs.
  [
    `CREATE TABLE stratoview.claim (
      cloud text NOT NULL, place text NOT NULL, run uuid NOT NULL REFERENCES stratoview.run ON DELETE CASCADE,
      PRIMARY KEY (cloud, place))`,
    `CREATE INDEX claim_run ON stratoview.claim (run)`,
    `INSERT INTO stratoview.claim (cloud, place, run)
      SELECT cloud, concat_ws(':', item.doc->'own'->'place'->>'by', item.doc->'own'->'place'->>'id'), run.id
      FROM stratoview.item JOIN stratoview.run ON run.id = item.run
      WHERE run.state <> 'ended' AND item.doc->>'step' IN ('checking', 'intent', 'acting', 'settling', 'proving')
      ON CONFLICT DO NOTHING`,
  ],
]

/** The database has been used by a newer Stratoview: this one doesn't know what is in it. */
export class NewerSchema extends Error {}

/**
 * Instances that start together wait for each other: the lock is the database's. Throws NewerSchema.
 *
 * An older instance may be driving a run meanwhile. It loses it with the step (`epoch`) and can't take it again
 * (`take` in `sql-store.ts`), so nothing is written in the old shape after.
 */
export async function migrate(database: Database, wanted: readonly Step[] = steps): Promise<void> {
  await database.query('CREATE SCHEMA IF NOT EXISTS stratoview').catch(unlessThere)
  await database
    .query(
      'CREATE TABLE IF NOT EXISTS stratoview.migration (version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())',
    )
    .catch(unlessThere)
  const [row] = await database.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM stratoview.migration',
  )
  const have = row?.version ?? 0
  if (have > wanted.length)
    throw new NewerSchema(
      `The database of the rolling runs is of a newer Stratoview (schema ${have}, this one knows ${wanted.length}): start that one, or name another DATABASE_URL.`,
    )
  for (const [index, statements] of wanted.entries()) {
    const version = index + 1
    if (version <= have) continue
    // One anonymous block is one transaction, on whichever connection it comes to run. Of two instances the second finds
    // the version there and does nothing.
    const body = statements.map((sql) => `EXECUTE $sql$${sql}$sql$;`).join('\n')
    await database.query(`DO $do$ BEGIN
      PERFORM pg_advisory_xact_lock(7478626, 1);
      IF NOT EXISTS (SELECT FROM stratoview.migration WHERE version = ${version}) THEN
        ${body}
        UPDATE stratoview.run SET epoch = epoch + 1;
        INSERT INTO stratoview.migration (version) VALUES (${version});
      END IF;
    END $do$`)
  }
}

/** IF NOT EXISTS is not proof against two at the same moment: the loser is told so, and what it wanted is there. */
function unlessThere(error: unknown): void {
  if (!['23505', '42710', '42P06', '42P07'].includes((error as { code?: string }).code ?? '')) throw error
}
