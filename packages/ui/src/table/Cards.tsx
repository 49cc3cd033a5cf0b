import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { CheckBox } from './CheckBox.tsx'
import classes from './cards.module.css'
import { cardItems, type CardItem, type RowItem } from './group.ts'
import { RowMenu } from './RowMenu.tsx'
import type { DataTableProps } from './types.ts'
import { useItems } from './use-items.ts'
import { useLongPress } from './use-long-press.ts'
import { useSelecting, type Selecting } from './use-selection.ts'
import { useWindow } from './use-window.ts'

type Props<Row> = DataTableProps<Row> & { card(row: Row): ReactNode }

interface OneProps<Row> {
  item: RowItem<Row>
  props: Props<Row>
  selecting: Selecting
}

function Card<Row>({ item, props, selecting }: OneProps<Row>) {
  const { rowName, card, menu, onSelection } = props
  const [menuOpen, setMenuOpen] = useState(false)
  const name = rowName(item.row)
  const choosing = selecting.selection.size > 0
  const press = useLongPress(() => onSelection && selecting.pick(item.key, false))
  const select = { label: `Select ${name}`, onSelect: () => selecting.pick(item.key, false) }
  const entries = () => [...(onSelection ? [select] : []), ...(menu?.(item.row) ?? [])]
  return (
    <div className={classes.card} data-selected={selecting.selection.has(item.key) || undefined} {...press}>
      {onSelection && choosing && (
        <CheckBox
          label={`Select ${name}`}
          checked={selecting.selection.has(item.key)}
          onPick={(extend) => selecting.pick(item.key, extend)}
        />
      )}
      <div className={classes.content}>{card(item.row)}</div>
      {(menu || onSelection) && <RowMenu name={name} entries={entries} opened={menuOpen} onChange={setMenuOpen} />}
    </div>
  )
}

/** px of a card before it has been measured. */
function estimated<Row>(card: CardItem<Row> | undefined): number {
  return card?.kind === 'card' ? 104 * card.items.length + 8 : 52
}

/** The table on a phone: one card a row, one card for rows that belong together. */
export function Cards<Row>(props: Props<Row>) {
  const { items, keys, fold } = useItems(props)
  const cards = useMemo(() => cardItems(items), [items])
  const selecting = useSelecting(keys, props.selection, props.onSelection)
  const scroller = useRef<HTMLDivElement>(null)
  const window = useWindow({
    count: cards.length,
    keyOf: useCallback((index: number) => cards[index]?.key ?? '', [cards]),
    estimate: useCallback((index: number) => estimated(cards[index]), [cards]),
    scroller,
  })
  const one = (index: number): ReactNode => {
    const entry = cards[index]
    if (!entry) return null
    if (entry.kind === 'group') {
      return (
        <button
          type="button"
          className={classes.group}
          aria-expanded={!entry.collapsed}
          onClick={() => fold(entry.group.key)}
        >
          {entry.group.header ?? `${entry.group.name} (${entry.group.rows.length})`}
        </button>
      )
    }
    const rows = entry.items.map((item) => item.row)
    const paired = rows.length > 1
    return (
      <div className={classes.frame} data-wrong={entry.items[0]?.wrong || undefined}>
        {paired && props.pairing?.head && <div className={classes.head}>{props.pairing.head(rows)}</div>}
        {entry.items.map((item) => (
          <Card key={item.key} item={item} props={props} selecting={selecting} />
        ))}
      </div>
    )
  }
  return (
    // The list has buttons and links of its own; it takes the focus only so that keys can scroll it.
    <div
      ref={scroller}
      className={classes.scroller}
      data-bare={(cards.length === 0 && !props.loading) || undefined}
      role="list"
      aria-label={props.label}
      tabIndex={0}
    >
      {cards.length === 0 && props.loading && <CardBones />}
      <div style={{ height: window.total, position: 'relative' }} role="presentation">
        {window.rows.map(({ index, top, key }) => (
          <div
            key={key}
            ref={window.measure}
            data-key={key}
            role="listitem"
            aria-setsize={cards.length}
            aria-posinset={index + 1}
            className={classes.slot}
            style={{ transform: `translateY(${top}px)` }}
          >
            {one(index)}
          </div>
        ))}
      </div>
    </div>
  )
}

function CardBones() {
  return (
    <div role="presentation" aria-hidden>
      {[0, 1, 2, 3, 4].map((at) => (
        <div key={at} className={classes.bone} />
      ))}
    </div>
  )
}
