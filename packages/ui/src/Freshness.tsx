import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { shortAge } from './ages.ts'
import type { FreshnessProps } from './props.ts'
import classes from './states.module.css'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

const updated = (age: number) => (age < 2000 ? 'Updated just now' : `Updated ${shortAge(age)} ago`)

/** "Updated 12 s ago", and a button to ask again. A refresh shows nothing but a changed age. */
export function Freshness({ at, onRefresh, problem }: FreshnessProps) {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => document.hidden || tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  if (at === undefined) return null
  return (
    <span className={classes.fresh} data-problem={problem ? true : undefined}>
      <span role={problem ? 'status' : undefined}>
        {problem ? `Shown as of ${time.format(at)}. ${problem}` : updated(Date.now() - at)}
      </span>
      {onRefresh && (
        <button type="button" className={classes.refresh} aria-label="Refresh now" onClick={onRefresh}>
          <IconRefresh size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}
