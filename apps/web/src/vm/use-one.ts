import { CloudStackError } from '@stratoview/api-client/error'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'

/**
 * The one thing a page shows, from a list asked for by id. `gone` once CloudStack says there is no such id (431), or
 * answers an empty list while the thing is being removed; `last` is then what this page knew of it.
 */
export function useOne<Data, One extends { id: string }>(
  id: string,
  query: UseQueryResult<Data>,
  oneOf: (data: Data) => One | undefined,
) {
  const { data, error } = query
  const now = data === undefined ? undefined : oneOf(data)
  const [last, setLast] = useState<One>()
  if (now !== undefined && now !== last) setLast(now)
  const unknown = error instanceof CloudStackError && error.status === 431
  const gone = unknown || (data !== undefined && now === undefined)
  const known = last?.id === id ? last : undefined
  return { one: gone ? undefined : (now ?? known), gone, last: known }
}
