import { Loader } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import classes from './console.module.css'

interface Props {
  /** turning when absent: something is under way */
  icon?: Icon
  title: string
  children?: ReactNode
  /** the one helpful button first */
  buttons?: ReactNode
  note?: ReactNode
}

/** What stands over the picture when there is none, or none that is current. */
export function StateCard({ icon: Sign, title, children, buttons, note }: Props) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <span className={classes.sign}>
        {Sign ? <Sign size={18} stroke={1.6} aria-hidden /> : <Loader size={16} role="presentation" />}
      </span>
      <div role="status">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      {buttons && <div className={classes.buttons}>{buttons}</div>}
      {note && <p className={classes.note}>{note}</p>}
    </section>
  )
}
