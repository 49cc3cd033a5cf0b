import { useLocalStorage } from '@mantine/hooks'

export interface SavedView {
  name: string
  /** the search part of the list's URL */
  search: string
}

export interface SavedViewsApi {
  views: SavedView[]
  save: (view: SavedView) => void
  remove: (name: string) => void
}

/** What the browser remembers may have been written by another version, or by hand. */
export function parseViews(text: string | undefined): SavedView[] {
  try {
    const known: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(known)) return []
    return known.filter(
      (one: unknown): one is SavedView =>
        typeof one === 'object' &&
        one !== null &&
        'name' in one &&
        typeof one.name === 'string' &&
        'search' in one &&
        typeof one.search === 'string',
    )
  } catch {
    return []
  }
}

/** Views of the router list by name, kept in this browser; saving a known name replaces it. */
export function useSavedViews(): SavedViewsApi {
  const [views, setViews] = useLocalStorage<SavedView[]>({
    key: 'stratoview.views.routers',
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: parseViews,
  })
  return {
    views,
    save: (view) => setViews((known) => [...known.filter(({ name }) => name !== view.name), view]),
    remove: (name) => setViews((known) => known.filter((one) => one.name !== name)),
  }
}
