import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Tab, TabBarProps } from './props.ts'
import classes from './tabs.module.css'
import { VerdictGlyph } from './VerdictGlyph.tsx'

function words({ label, count, glyph, alarm }: Tab): ReactNode {
  return (
    <>
      {glyph && <VerdictGlyph kind={glyph} label="" />}
      {label}
      {count !== undefined && (
        <span className={classes.count} data-alarm={alarm || undefined}>
          {typeof count === 'number' ? count.toLocaleString('en') : count}
        </span>
      )}
    </>
  )
}

function onArrows(event: KeyboardEvent<HTMLElement>) {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
  const at = tabs.findIndex((tab) => tab === document.activeElement)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  const tab = tabs.at(to % tabs.length)
  tab?.focus()
  tab?.click()
}

const isPlain = (event: MouseEvent) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey

/** Views of one thing: tabs, or links in a nav when they have an `href`. Scrolls sideways when there is no room. */
export function TabBar({ label, tabs, value, onChange, extra }: TabBarProps) {
  // Views of a list filter it; on a phone they look like the buttons they are.
  const filters = tabs.some((tab) => tab.glyph !== undefined)
  const links = tabs.some((tab) => tab.href !== undefined)
  const go = (id: string) => (event: MouseEvent) => {
    if (!isPlain(event)) return
    event.preventDefault()
    onChange(id)
  }
  const bar = useRef<HTMLDivElement>(null)
  // Only sideways, and only where the tabs do not all fit: the page itself stays where it is.
  useEffect(() => {
    const { current: at } = bar
    const chosen = at?.querySelector<HTMLElement>('[aria-current], [aria-selected="true"]')
    if (!at || !chosen || at.scrollWidth <= at.clientWidth) return
    at.scrollLeft = chosen.offsetLeft - (at.clientWidth - chosen.offsetWidth) / 2
  }, [value])
  return (
    <div ref={bar} className={classes.bar}>
      {links ? (
        <nav className={classes.tabs} data-filters={filters || undefined} aria-label={label}>
          {tabs.map((tab) => (
            <a
              key={tab.id}
              href={tab.href}
              className={classes.tab}
              aria-current={tab.id === value ? 'page' : undefined}
              onClick={go(tab.id)}
            >
              {words(tab)}
            </a>
          ))}
        </nav>
      ) : (
        <div
          role="tablist"
          className={classes.tabs}
          data-filters={filters || undefined}
          aria-label={label}
          onKeyDown={onArrows}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              className={classes.tab}
              aria-selected={tab.id === value}
              tabIndex={tab.id === value ? 0 : -1}
              onClick={() => onChange(tab.id)}
            >
              {words(tab)}
            </button>
          ))}
        </div>
      )}
      {extra}
    </div>
  )
}
