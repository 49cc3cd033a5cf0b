import type { Column } from '@stratoview/ui'

/** Columns of a table whose order is that in which things are done: no heading sorts it. */
export const inOrder = <Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] =>
  columns.map((column) => ({ ...column, sortable: false }))
