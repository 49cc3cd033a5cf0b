import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './list.module.css'

interface Props {
  name: string
  to?: string
  /** beside the name: a state */
  children?: ReactNode
  /** a line of its own: an agent, say */
  line?: ReactNode
  /** one line of what else is known; undefined ones are left out */
  facts: readonly (ReactNode | undefined)[]
}

/** A row on a phone. */
export function FactCard({ name, to, children, line, facts }: Props) {
  return (
    <div className={classes.card}>
      <div className={classes.cardTitle}>
        {to === undefined ? (
          <bdi>{name}</bdi>
        ) : (
          <Link to={to}>
            <bdi>{name}</bdi>
          </Link>
        )}
        {children}
      </div>
      {line !== undefined && <div>{line}</div>}
      <div className={classes.cardFacts}>
        {facts.map((fact, index) => fact !== undefined && fact !== '' && <span key={index}>{fact}</span>)}
      </div>
    </div>
  )
}
