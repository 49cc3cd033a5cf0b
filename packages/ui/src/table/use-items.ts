import { useCallback, useMemo, useState } from 'react'
import { rowItems, tableItems, type Item, type RowItem } from './group.ts'
import { arrangeRows } from './sort.ts'
import type { DataTableProps, Group } from './types.ts'

export interface TableModel<Row> {
  items: readonly Item<Row>[]
  /** keys of all rows in the order shown, those in folded groups included */
  keys: readonly string[]
  /** the keys of each group's rows, by the group's key */
  groupKeys: ReadonlyMap<string, readonly string[]>
  fold(group: string): void
}

/** Sorts, pairs and groups what the page gave, and remembers which groups are folded. */
export function useItems<Row>(props: DataTableProps<Row>): TableModel<Row> {
  const { columns, rows, rowKey, sort, pairing, groups, expanded } = props
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())

  const parts = useMemo(() => {
    const arrange = (some: readonly Row[]) => rowItems(arrangeRows(some, columns, sort, pairing), rowKey, pairing)
    const list: { group?: Group<Row>; items: RowItem<Row>[] }[] = groups
      ? groups.map((group) => ({ group, items: arrange(group.rows) }))
      : [{ items: arrange(rows) }]
    return list
  }, [columns, rows, rowKey, sort, pairing, groups])

  const keys = useMemo(() => parts.flatMap((part) => part.items.map((item) => item.key)), [parts])
  const groupKeys = useMemo(
    () => new Map(parts.map((part) => [part.group?.key ?? '', part.items.map((item) => item.key)])),
    [parts],
  )
  const items = useMemo(() => tableItems(parts, collapsed, expanded), [parts, collapsed, expanded])
  const fold = useCallback((group: string) => {
    setCollapsed((now) =>
      now.has(group) ? new Set([...now].filter((one) => one !== group)) : new Set([...now, group]),
    )
  }, [])
  return { items, keys, groupKeys, fold }
}
