import { Menu } from '@mantine/core'
import { useState } from 'react'
import classes from './filter.module.css'
import type { FacetOption } from './props.ts'

interface Props {
  label: string
  options: readonly FacetOption[]
  selected: readonly string[]
  single: boolean
  onChange(selected: string[]): void
}

// So many choices fit a menu; more want a search.
const fits = 9

/** The entries of a chip's menu: choices with counts, and a search once there are many. */
export function ChoiceList({ label, options, selected, single, onChange }: Props) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = options.filter((option) => option.label.toLowerCase().includes(wanted))
  const entries = found.map(({ value, label: name, count }) => {
    const shared = {
      key: value,
      value,
      className: classes.choice,
      rightSection: count !== undefined && <span className={classes.count}>{count.toLocaleString('en')}</span>,
      children: name,
    }
    const { key, ...rest } = shared
    return single ? <Menu.RadioItem key={key} closeMenuOnClick {...rest} /> : <Menu.CheckboxItem key={key} {...rest} />
  })
  return (
    <>
      {options.length > fits && (
        <Menu.Search
          aria-label={`Search ${label}`}
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {single ? (
        <Menu.RadioGroup value={selected[0] ?? null} onChange={(value) => onChange([value])}>
          {entries}
        </Menu.RadioGroup>
      ) : (
        <Menu.CheckboxGroup value={[...selected]} onChange={onChange}>
          {entries}
        </Menu.CheckboxGroup>
      )}
      {found.length === 0 && <Menu.Label>Nothing found</Menu.Label>}
    </>
  )
}
