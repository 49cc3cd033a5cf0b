import { IconFilter, IconX } from '@tabler/icons-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import classes from './filter.module.css'
import { Kbd } from './Kbd.tsx'
import type { FilterInputProps } from './props.ts'

/** The text filter of a list; `/` from anywhere goes to it, Escape empties it and then leaves. */
export function FilterInput({ value, onChange, placeholder }: FilterInputProps) {
  const ref = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const { target } = event
      const typing = target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select')
      if (typing || document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      ref.current?.focus()
      ref.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (value === '') ref.current?.blur()
    else onChange('')
  }
  return (
    <div className={classes.box}>
      <IconFilter size={14} aria-hidden />
      <input
        ref={ref}
        type="text"
        inputMode="search"
        className={classes.input}
        aria-label={placeholder}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        <span className={classes.key} aria-hidden>
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button type="button" className={classes.clear} aria-label="Clear the text" onClick={() => onChange('')}>
          <IconX size={12} aria-hidden />
        </button>
      )}
    </div>
  )
}
