import { FacetChip, FilterInput, ToggleChip } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import type { TimelineEntry } from '../../vm/timeline/entry.ts'
import type { Objects } from '../../vm/timeline/objects.ts'
import page from '../../vm/list/page.module.css'
import { type ActivityView, levels } from './view.ts'

interface Props {
  view: ActivityView
  /** what is loaded: types and objects are offered from it */
  entries: readonly TimelineEntry[]
  objects: Objects
  onChange: (next: Partial<ActivityView>) => void
  onType: (text: string) => void
}

const count = <T extends string>(words: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Level, type and object are CloudStack's own filters: they find what no page has loaded yet. */
export function ActivityFilters({ view, entries, objects, onChange, onType }: Props) {
  const { type, object, level } = view
  const key = object && `${object.type}:${object.id}`
  return (
    <div className={page.filters} role="search" aria-label="Filter activity">
      <div className={page.filterInput}>
        <FilterInput placeholder="Find in activity" value={view.q} onChange={onType} />
      </div>
      <div className={page.chips}>
        <FacetChip
          single
          label="Level"
          options={levels.map((one) => ({ value: one, label: one }))}
          selected={level === undefined ? [] : [level]}
          onChange={([next]) => onChange({ level: next, kind: view.kind === 'alerts' ? 'all' : view.kind })}
        />
        <FacetChip
          single
          label="Type"
          options={useTypes(entries, type)}
          selected={type === undefined ? [] : [type]}
          onChange={([next]) => onChange({ type: next })}
        />
        <FacetChip
          single
          label="Object"
          options={objectOptions(entries, objects, object)}
          selected={key === undefined ? [] : [key]}
          onChange={([next]) => onChange({ object: parse(next) })}
        />
        <ToggleChip label="One line an action" on={!view.each} onChange={(on) => onChange({ each: !on })} />
      </div>
    </div>
  )
}

/** Types among what is loaded, with their counts, and every type of alert that CloudStack knows. */
function useTypes(entries: readonly TimelineEntry[], chosen: string | undefined) {
  const { apis } = useSession()
  const { data } = useQuery({
    ...q(cs.listAlertTypes, {}),
    enabled: apis.has('listAlertTypes'),
    staleTime: SELDOM,
  })
  const counts = count(entries.map(({ type }) => type))
  const known = [...(chosen === undefined ? [] : [chosen]), ...(data?.alerttype.map(({ name }) => name) ?? [])]
  const rest = [...new Set(known)].filter((type) => !counts.has(type)).toSorted()
  return [
    ...[...counts].sort(([, a], [, b]) => b - a).map(([type, many]) => ({ value: type, label: type, count: many })),
    ...rest.map((type) => ({ value: type, label: type })),
  ]
}

function objectOptions(entries: readonly TimelineEntry[], objects: Objects, chosen: ActivityView['object']) {
  const names = new Map<string, string>()
  if (chosen !== undefined) names.set(`${chosen.type}:${chosen.id}`, objects.get(chosen.id)?.name ?? chosen.id)
  const keys: string[] = []
  for (const { object } of entries) {
    if (object === undefined) continue
    const key = `${object.type}:${object.id}`
    keys.push(key)
    names.set(key, objects.get(object.id)?.name ?? object.name ?? object.id)
  }
  const counts = count(keys)
  return [...names]
    .map(([value, label]) => ({ value, label, count: counts.get(value) }))
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
}

function parse(key: string | undefined): ActivityView['object'] {
  const [type, id] = key?.split(':') ?? []
  return type === undefined || id === undefined ? undefined : { type, id }
}
