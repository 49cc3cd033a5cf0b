import { BulkBar, DataTable, downloadText, hiddenCount, toCsv } from '@stratoview/ui'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Verbs } from '../use-verbs.tsx'
import { FacetBar } from './FacetBar.tsx'
import { type ListShape, narrow } from './list-view.ts'
import page from './page.module.css'
import { isBroken, type Listing } from './listing.ts'
import { ListHead } from './ListHead.tsx'
import { Empty } from './ListStates.tsx'
import { Trouble } from './Trouble.tsx'
import { useHiddenColumns } from './use-hidden-columns.ts'
import { useListView } from './use-list-view.ts'

export interface Row {
  id: string
  name: string
  jobid?: string
}

interface Props<R extends Row> {
  /** Names the columns kept in this browser, the place in the list, and the CSV file. */
  id: string
  /** "System VMs" */
  title: string
  /** "system VM", "system VMs" */
  one: string
  things: string
  /** Why there may be none, and what to do. */
  nothing: string
  listing: Listing<R>
  shape: ListShape<R>
  hiddenAtFirst: ReadonlySet<string>
  /** Where a row leads; instances have no page here. */
  to?: (row: R) => string
  card: (row: R) => ReactNode
  /** Without verbs nothing can be selected. */
  verbs?: Verbs<R>
  /** What the selection means, for the bulk bar. */
  meaning?: (rows: readonly R[]) => ReactNode
  /** The list's neighbours, below the title. */
  tabs?: ReactNode
  /** What the reader must know of what is missing. */
  note?: string
  /** Instead of the bare count, while nothing is filtered: "11, of which 8 are running". */
  summary?: string
  footer?: ReactNode
  /** px */
  rowHeight?: number
  /** What makes a new one, at the end of the head. */
  extra?: ReactNode
}

const rowKey = ({ id }: Row) => id
const rowName = ({ name }: Row) => name
const tone = ({ jobid }: Row) => (jobid === undefined ? undefined : ('busy' as const))

/** A list of things that fit one answer: filtered, sorted and searched here, the view in the URL. */
export function ListPage<R extends Row>(props: Props<R>) {
  const {
    id,
    title,
    one,
    things,
    nothing,
    listing,
    shape,
    hiddenAtFirst,
    to,
    card,
    verbs,
    meaning,
    tabs,
    note,
    footer,
    rowHeight,
  } = props
  const navigate = useNavigate()
  const { view, change, type } = useListView(shape)
  const [hidden, setHidden] = useHiddenColumns(id, hiddenAtFirst)
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const settled = useDeferredValue(view)
  const shown = useMemo(() => narrow(listing.rows, settled, shape), [listing.rows, settled, shape])
  const selected = listing.rows.filter((row) => selection.has(row.id))
  const csv = () =>
    downloadText(
      `${id}.csv`,
      toCsv(
        shape.columns.filter((column) => !hidden.has(column.id)),
        shown,
      ),
    )
  const clear = () => change({ ...view, q: '', filters: {} })
  return (
    <div className={page.page}>
      <ListHead
        title={title}
        listing={listing}
        shown={shown.length}
        summary={props.summary}
        columns={shape.columns}
        hidden={hidden}
        onHidden={setHidden}
        onCsv={csv}
        extra={props.extra}
      />
      {tabs}
      {note !== undefined && <p className={page.about}>{note}</p>}
      <FacetBar things={things} shape={shape} rows={listing.rows} view={view} onChange={change} onType={type} />
      <div className={page.table}>
        <DataTable<R>
          label={title}
          columns={shape.columns}
          hidden={hidden}
          rows={shown}
          rowKey={rowKey}
          rowName={rowName}
          sort={view.sort}
          onSort={(sort) => change({ ...view, sort })}
          selection={verbs && selection}
          onSelection={verbs && setSelection}
          onOpen={to && ((row) => void navigate(to(row)))}
          menu={verbs && ((row) => verbs.forRow(row))}
          tone={tone}
          card={card}
          loading={listing.pending}
          empty={<Empty one={one} nothing={nothing} listing={listing} shape={shape} view={settled} onClear={clear} />}
          error={isBroken(listing) && <Trouble things={things} listing={listing} />}
          memoryKey={id}
          footer={footer}
          rowHeight={rowHeight}
          pageKeys
        />
      </div>
      {verbs && (
        <BulkBar
          count={selected.length}
          hiddenCount={hiddenCount(new Set(selected.map(rowKey)), shown.map(rowKey))}
          meaning={meaning?.(selected)}
          actions={verbs.forMany(selected)}
          onClear={() => setSelection(new Set())}
        />
      )}
    </div>
  )
}
