import { Modal } from '@mantine/core'
import { Kbd } from '@stratoview/ui'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { stopGathering } from '../type-ahead.ts'
import classes from './palette.module.css'
import type { Found } from './search.ts'
import { useEntries } from './use-entries.tsx'
import type { Entry } from './use-entries.tsx'
import { useFindable } from './use-found.ts'

/** Ctrl-K: any VM by name, address, id, network, host or account, and any verb on it. */
export function Palette({ onClose }: { onClose(): void }) {
  const [query, setQuery] = useState('')
  const [of, setOf] = useState<Found>()
  const [at, setAt] = useState(0)
  const findable = useFindable()
  const searched = useDeferredValue(query)
  const entries = useEntries(findable, searched, of)
  const here = Math.min(at, entries.length - 1)

  /** Enter was pressed before what is typed was searched for. */
  const entered = useRef(false)

  useEffect(() => () => void stopGathering(), [])
  const type = (text: string) => {
    entered.current = false
    setQuery(text)
    setAt(0)
  }
  const enter = (found: Found | undefined) => {
    setOf(found)
    type('')
  }
  const run = (entry: Entry | undefined) => {
    if (entry === undefined || entry.disabled !== undefined) return
    onClose()
    entry.run()
  }
  // What stands there may still be of what was typed before: Enter means what is typed now.
  useEffect(() => {
    if (!entered.current || searched !== query) return
    entered.current = false
    run(entries[here])
  })
  const confirm = () => {
    if (searched === query) run(entries[here])
    else entered.current = true
  }
  const press = (event: KeyboardEvent) => {
    const entry = entries[here]
    if (event.key === 'ArrowDown') setAt(here + 1 < entries.length ? here + 1 : 0)
    else if (event.key === 'ArrowUp') setAt(here > 0 ? here - 1 : entries.length - 1)
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) confirm()
    else if (event.key === 'Tab' && !event.shiftKey && entry?.of !== undefined) enter(entry.of)
    else if (event.key === 'Backspace' && query === '' && of !== undefined) enter(undefined)
    else return
    event.preventDefault()
  }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size={620} yOffset="12vh" aria-label="Find">
      <div className={classes.field}>
        <IconSearch size={16} aria-hidden />
        {of !== undefined && <code className={classes.of}>{of.name}</code>}
        <input
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls="palette-entries"
          aria-activedescendant={entries[here] === undefined ? undefined : `palette-${here}`}
          aria-label={of === undefined ? 'Find' : `Verbs of ${of.name}`}
          placeholder={of === undefined ? 'Name, IP, id, network, host or account; or “stop r-1042”' : 'Which verb?'}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={query}
          onFocus={() => type(query + stopGathering())}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <Entries entries={entries} here={here} onPoint={setAt} onRun={run} />
      {entries.length === 0 && (
        <p className={classes.none} role="status">
          {findable.loading ? 'Still loading the fleet…' : `Nothing matches “${query}”.`}
          {findable.incomplete && ' Some lists could not be read.'}
        </p>
      )}
      <footer className={classes.foot}>
        <Kbd>Enter</Kbd> opens {entries[here]?.of !== undefined && <Kbd>Tab</Kbd>}
        {entries[here]?.of !== undefined && ' shows its verbs'}
        {of !== undefined && <Kbd>Backspace</Kbd>} {of !== undefined && 'goes back'}
      </footer>
    </Modal>
  )
}

interface EntriesProps {
  entries: readonly Entry[]
  here: number
  onPoint(at: number): void
  onRun(entry: Entry): void
}

function Entries({ entries, here, onPoint, onRun }: EntriesProps) {
  return (
    <div id="palette-entries" role="listbox" aria-label="Found" className={classes.entries}>
      {entries.map((entry, index) => (
        <div
          key={entry.key}
          id={`palette-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === here}
          aria-disabled={entry.disabled !== undefined}
          className={classes.entry}
          ref={index === here ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
          onPointerMove={() => onPoint(index)}
          onClick={() => onRun(entry)}
          onKeyDown={(event) => event.key === 'Enter' && onRun(entry)}
        >
          <span>
            {entry.label} {entry.name !== undefined && <code>{entry.name}</code>}
          </span>
          <span className={classes.detail}>{entry.detail}</span>
        </div>
      ))}
    </div>
  )
}
