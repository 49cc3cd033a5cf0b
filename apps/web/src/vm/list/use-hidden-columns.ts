import { useLocalStorage } from '@mantine/hooks'

/** Which columns of a list are hidden, kept in this browser. */
export function useHiddenColumns(list: string, atFirst: ReadonlySet<string>) {
  return useLocalStorage<ReadonlySet<string>>({
    key: `stratoview.columns.${list}`,
    defaultValue: atFirst,
    getInitialValueInEffect: false,
    serialize: (hidden) => JSON.stringify([...hidden]),
    deserialize: (text) => {
      try {
        const kept: unknown = JSON.parse(text ?? '')
        return Array.isArray(kept) ? new Set(kept.filter((id) => typeof id === 'string')) : atFirst
      } catch {
        return atFirst
      }
    },
  })
}
