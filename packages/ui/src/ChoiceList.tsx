import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import menu from './menu.module.css'
import type { FacetOption } from './props.ts'

interface Props {
  label: string
  options: readonly FacetOption[]
  selected: readonly string[]
  single: boolean
  onChange(selected: string[]): void
  close(): void
}

// So many choices fit a menu; more want a search.
const fits = 9

/** The entries of a menu of choices, with counts, and a search once there are many. */
export function ChoiceList({ label, options, selected, single, onChange, close }: Props) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = options.filter((option) => option.label.toLowerCase().includes(wanted))
  const pick = (value: string) => {
    if (single) {
      close()
      onChange([value])
    } else onChange(selected.includes(value) ? selected.filter((one) => one !== value) : [...selected, value])
  }
  return (
    <>
      {options.length > fits && (
        <input
          className={menu.search}
          aria-label={`Search ${label}`}
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {found.map(({ value, label: name, count }) => (
        <button
          key={value}
          type="button"
          role={single ? 'menuitemradio' : 'menuitemcheckbox'}
          aria-checked={selected.includes(value)}
          tabIndex={-1}
          className={menu.item}
          onClick={() => pick(value)}
        >
          <span className={menu.mark}>{selected.includes(value) && <IconCheck size={13} aria-hidden />}</span>
          <span className={menu.words}>{name}</span>
          {count !== undefined && <span className={menu.count}>{count.toLocaleString('en')}</span>}
        </button>
      ))}
      {found.length === 0 && (
        <div role="presentation" className={menu.heading}>
          Nothing found
        </div>
      )}
    </>
  )
}
