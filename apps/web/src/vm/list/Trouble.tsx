import { ErrorPanel } from '@stratoview/ui'
import type { Listing } from './listing.ts'

/** Of a listing that is broken: how much of it came, what was said, and a way to try again. */
export function Trouble<Row>({ things, listing }: { things: string; listing: Listing<Row> }) {
  const { error, rows, total, fetching, again } = listing
  if (error === undefined) return null
  const title =
    rows.length === 0
      ? `The ${things} could not be read.`
      : `${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} loaded, then CloudStack stopped answering.`
  const call = [error.command, error.status > 0 && `HTTP ${error.status}`].filter(Boolean).join(', ')
  return <ErrorPanel title={title} message={error.message} call={call} onRetry={again} retrying={fetching} />
}
