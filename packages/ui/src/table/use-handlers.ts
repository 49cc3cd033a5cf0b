import { useMemo, useRef } from 'react'
import type { RowHandlers } from './BodyRow.tsx'
import type { Item } from './group.ts'
import type { DataTableProps } from './types.ts'

/** One object for the life of the table: a row is never drawn again because a callback was made anew. */
export function useHandlers<Row>(
  props: DataTableProps<Row>,
  items: readonly Item<Row>[],
  activate: (key: string) => void,
  pick: RowHandlers['pick'],
  setMenuKey: (key: string | undefined) => void,
): RowHandlers {
  const latest = useRef({ props, items })
  latest.current = { props, items }
  return useMemo(
    () => ({
      pick,
      activate,
      openMenu: (key, opened) => setMenuKey(opened ? key : undefined),
      menu: (key) => {
        const item = latest.current.items.find((one) => one.key === key)
        return item?.kind === 'row' ? (latest.current.props.menu?.(item.row) ?? []) : []
      },
    }),
    [pick, activate, setMenuKey],
  )
}
