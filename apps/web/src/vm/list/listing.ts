import { CloudStackError } from '@stratoview/api-client/error'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Fleet } from '../../fleet.ts'

/** What a list page needs to know of the query behind it, whichever kind it is. */
export interface Listing<Row> {
  rows: readonly Row[]
  /** How many CloudStack says there are. */
  total: number
  /** Every page has come, once. */
  done: boolean
  /** Nothing has come yet. */
  pending: boolean
  /** When the newest rows came, epoch ms by this browser's clock. */
  at: number | undefined
  error: CloudStackError | undefined
  fetching: boolean
  again: () => void
}

/** Nothing came, or only a part of it; older rows that are all there are the freshness line's business. */
export const isBroken = <Row>({ error, done }: Listing<Row>): boolean => error !== undefined && !done

const known = (error: unknown): CloudStackError | undefined => (error instanceof CloudStackError ? error : undefined)

export function fleetListing<Row>(query: UseQueryResult<Fleet<Row>>): Listing<Row> {
  const { data, error, isPending, isFetching, refetch } = query
  return {
    rows: data?.rows ?? [],
    total: Math.max(data?.total ?? 0, data?.rows.length ?? 0),
    done: data?.done ?? false,
    pending: isPending,
    at: data?.at,
    error: data?.error ?? known(error),
    fetching: isFetching,
    again: () => void refetch(),
  }
}

export function queryListing<Data, Row>(
  query: UseQueryResult<Data>,
  rowsOf: (data: Data) => { rows: readonly Row[]; total: number },
): Listing<Row> {
  const { data, error, isPending, isFetching, dataUpdatedAt, refetch } = query
  const { rows, total } = data === undefined ? { rows: [], total: 0 } : rowsOf(data)
  return {
    rows,
    total,
    done: data !== undefined,
    pending: isPending,
    at: data === undefined ? undefined : dataUpdatedAt,
    error: known(error),
    fetching: isFetching,
    again: () => void refetch(),
  }
}
