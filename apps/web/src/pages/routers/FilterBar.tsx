import { Button } from '@mantine/core'
import { ChoiceMenu, FacetChip, FilterInput, ToggleChip, usePhone } from '@stratoview/ui'
import { useState } from 'react'
import type { Entry } from '../../vm/fleet/entries.ts'
import { type Facet, facets } from '../../vm/fleet/facets.ts'
import { groupLabels, isGroupBy } from '../../vm/fleet/groups.ts'
import { keysOf, knownOptions } from '../../vm/fleet/options.ts'
import { type FleetView, withFilter } from '../../vm/fleet/view.ts'
import page from '../../vm/list/page.module.css'
import classes from './routers.module.css'

interface Props {
  /** every entry, whatever is shown: a facet offers what there is in the fleet */
  entries: readonly Entry[]
  view: FleetView
  onChange: (next: Partial<FleetView>) => void
  onType: (q: string) => void
}

const groupOptions = [
  { value: '', label: 'None' },
  ...Object.entries(groupLabels).map(([value, label]) => ({ value, label })),
]
/** Chips that always stand; the others come with "More", or when they are set. */
const inFront = new Set(['state', 'host', 'account', 'network', 'version'])

export function FilterBar(props: Props) {
  const phone = usePhone()
  const [opened, setOpened] = useState(false)
  const { view, onChange } = props
  const active = Object.keys(view.filters).length + (view.q === '' ? 0 : 1)
  if (!phone) {
    return (
      <div className={page.filters} role="search" aria-label="Filter virtual routers">
        <Words {...props} />
        <div className={classes.arrange}>
          <GroupMenu view={view} onChange={onChange} />
          <ToggleChip label="Pairs together" on={view.together} onChange={(together) => onChange({ together })} />
        </div>
      </div>
    )
  }
  return (
    <div className={page.filters} role="search" aria-label="Filter virtual routers">
      <Button aria-expanded={opened} onClick={() => setOpened(!opened)}>
        Filter{active > 0 && ` (${active})`}
      </Button>
      <GroupMenu view={view} onChange={onChange} />
      {opened && <Words {...props} />}
    </div>
  )
}

function GroupMenu({ view, onChange }: Pick<Props, 'view' | 'onChange'>) {
  return (
    <ChoiceMenu
      label="Group by"
      options={groupOptions}
      value={view.group ?? ''}
      onChange={(by) => onChange({ group: isGroupBy(by) ? by : undefined })}
    />
  )
}

/** The text and the facets. */
function Words({ entries, view, onChange, onType }: Props) {
  const [more, setMore] = useState(false)
  const isSet = (facet: Facet) => view.filters[facet.id] !== undefined
  // What nobody has (a domain admin sees no hosts) cannot be chosen.
  const useful = facets.filter(
    (facet) => entries.length === 0 || isSet(facet) || knownOptions(entries, facet).length > 0,
  )
  const chips = useful.filter((facet) => more || inFront.has(facet.id) || isSet(facet))
  // What narrows the list now stands first, as in a sentence.
  const ordered = [...chips.filter(isSet), ...chips.filter((facet) => !isSet(facet))]
  return (
    <>
      <div className={page.filterInput}>
        <FilterInput placeholder="Filter these routers" value={view.q} onChange={onType} />
      </div>
      <div className={page.chips}>
        {ordered.map((facet) => (
          <FacetChip
            key={facet.id}
            label={facet.label}
            options={knownOptions(entries, facet).map(({ key, label, count }) => ({ value: key, label, count }))}
            selected={keysOf(entries, facet, view.filters[facet.id])}
            onChange={(wanted) => onChange(withFilter(view, facet.id, wanted))}
          />
        ))}
        {(more || chips.length < useful.length) && (
          <button type="button" className={classes.quiet} onClick={() => setMore(!more)}>
            {more ? 'Fewer' : 'More'}
          </button>
        )}
      </div>
    </>
  )
}
