import type { ReactNode } from 'react'
import classes from './list/list.module.css'
import page from './list/page.module.css'
import { useTitle } from '../use-title.ts'

/** A page that the role may not see: its title, and which command it lacks. */
export function Denied({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title)
  return (
    <section>
      <header className={page.head}>
        <h1>{title}</h1>
      </header>
      <p className={classes.denied}>{children}</p>
    </section>
  )
}
