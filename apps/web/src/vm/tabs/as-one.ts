import type { Asked } from './QueryTrouble.tsx'

/** Several queries as `QueryTrouble` takes one: the first failure says why, and all that failed are asked again. */
export function asOne(queries: readonly Asked[]): Asked {
  const failed = queries.filter(({ error }) => error !== null)
  return {
    error: failed[0]?.error ?? null,
    isFetching: failed.some(({ isFetching }) => isFetching),
    refetch: () => failed.forEach((query) => void query.refetch()),
  }
}
