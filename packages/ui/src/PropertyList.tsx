import { CopyButton } from './CopyText.tsx'
import type { PropertyListProps } from './props.ts'
import classes from './property.module.css'

/** Names and values. What has no value is left out: never N/A. */
export function PropertyList({ items, label, layout = 'sides' }: PropertyListProps) {
  const present = items.filter(({ value }) => value !== undefined && value !== null && value !== false && value !== '')
  return (
    <dl className={classes.list} data-layout={layout} aria-label={label}>
      {present.map((item) => (
        <div key={item.label} className={classes.row}>
          <dt>{item.label}</dt>
          <dd className={item.mono ? 'sv-mono' : undefined}>
            {item.value}
            {item.copy !== undefined && <CopyButton text={item.copy} label={item.label} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}
