import { EmptyState, ErrorPanel } from '@stratoview/ui'
import { type ListShape, type ListView, narrowed, viewWords } from './list-view.ts'
import type { Listing } from './listing.ts'

interface EmptyProps<Row> {
  /** "system VM" */
  one: string
  /** why there is none at all, and how one comes to be */
  nothing: string
  listing: Listing<Row>
  shape: ListShape<Row>
  view: ListView
  onClear: () => void
}

/** Why there is no row, and what to do about it. */
export function Empty<Row>({ one, nothing, listing, shape, view, onClear }: EmptyProps<Row>) {
  if (listing.at === undefined) return null
  if (listing.rows.length === 0 && listing.done) return <EmptyState>{nothing}</EmptyState>
  if (!narrowed(view)) return null
  return (
    <EmptyState action={{ label: 'Clear filters', onSelect: onClear }}>
      {`No ${one} matches ${viewWords(listing.rows, view, shape)}.`}
    </EmptyState>
  )
}

/** Nothing came, or only a part of it; older rows that are all there are the freshness line's business. */
export function Trouble<Row>({ things, listing }: { things: string; listing: Listing<Row> }) {
  const { error, done, rows, total, fetching, again } = listing
  if (error === undefined || done) return null
  const title =
    rows.length === 0
      ? `The ${things} could not be read.`
      : `${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} loaded, then CloudStack stopped answering.`
  const call = [error.command, error.status > 0 && `HTTP ${error.status}`].filter(Boolean).join(', ')
  return <ErrorPanel title={title} message={error.message} call={call} onRetry={again} retrying={fetching} />
}
