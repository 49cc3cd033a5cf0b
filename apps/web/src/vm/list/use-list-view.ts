import { useCallback } from 'react'
import { type ListShape, type ListView, readListView, writeListView } from './list-view.ts'
import { useUrlView } from './use-url-view.ts'

/** The view of a list of this shape; `shape` is a constant of its module. */
export function useListView<Row>(shape: ListShape<Row>) {
  const read = useCallback((params: URLSearchParams) => readListView(params, shape), [shape])
  const write = useCallback((view: ListView) => writeListView(view, shape), [shape])
  return useUrlView(read, write)
}
