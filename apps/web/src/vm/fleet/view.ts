import { type FacetId, facets, isFacetId } from './facets.ts'
import { type GroupBy, isGroupBy } from './groups.ts'
import type { Sort } from '@stratoview/ui'
import { columnIds, failingFirst } from './order.ts'
import { type Tab, tabs } from './standing.ts'

/** What the list shows; the URL holds it, so that a link, the back button and a saved view are the same thing. */
export interface FleetView {
  q: string
  tab: Tab
  /** Facet → the keys (or labels) wanted; any of them will do, every facet must be met. */
  filters: Partial<Record<FacetId, string[]>>
  sort: Sort
  group: GroupBy | undefined
  together: boolean
}

export const wholeFleet: FleetView = {
  q: '',
  tab: 'all',
  filters: {},
  sort: failingFirst,
  group: undefined,
  together: true,
}

/** `?q=net-web&tab=failing&state=Running&state=Stopped&sort=-version&group=zone&pairs=apart`; what it does not know it ignores. */
export function readView(params: URLSearchParams): FleetView {
  const filters: FleetView['filters'] = {}
  for (const { id } of facets) {
    const wanted = params.getAll(id).filter(Boolean)
    if (wanted.length > 0) filters[id] = wanted
  }
  const tab = tabs.find((one) => one === params.get('tab'))
  const group = params.get('group') ?? ''
  return {
    q: params.get('q') ?? '',
    tab: tab ?? 'all',
    filters,
    sort: readSort(params.get('sort') ?? ''),
    group: isGroupBy(group) ? group : undefined,
    together: params.get('pairs') !== 'apart',
  }
}

function readSort(text: string): Sort {
  const column = columnIds.find((id) => id === text.replace(/^-/, ''))
  return column === undefined ? failingFirst : { column, direction: text.startsWith('-') ? 'desc' : 'asc' }
}

/** Only what differs from the plain list is written, always in the same order: two equal views are one URL. */
export function writeView(view: FleetView): URLSearchParams {
  const params = new URLSearchParams()
  if (view.q !== '') params.set('q', view.q)
  if (view.tab !== 'all') params.set('tab', view.tab)
  for (const { id } of facets) for (const wanted of view.filters[id] ?? []) params.append(id, wanted)
  const { column, direction } = view.sort
  const plain = column === failingFirst.column && direction === failingFirst.direction
  if (!plain) params.set('sort', `${direction === 'desc' ? '-' : ''}${column}`)
  if (view.group !== undefined) params.set('group', view.group)
  if (!view.together) params.set('pairs', 'apart')
  return params
}

export function withFilter(view: FleetView, id: FacetId, wanted: readonly string[]): FleetView {
  const { [id]: _, ...rest } = view.filters
  return { ...view, filters: wanted.length === 0 ? rest : { ...rest, [id]: [...wanted] } }
}

/** Is anything but the order and the grouping set? Then "no match" can say "clear filters". */
export function narrows(view: FleetView): boolean {
  return view.q !== '' || view.tab !== 'all' || Object.keys(view.filters).some(isFacetId)
}
