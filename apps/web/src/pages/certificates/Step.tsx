import { VerdictGlyph } from '@stratoview/ui'
import type { ReactNode } from 'react'

interface StepProps {
  /** Undefined: nobody can tell from here. */
  done: boolean | undefined
  title: string
  children: ReactNode
}

/** One step of a way, and whether it is done as far as can be told from here. */
export function Step({ done, title, children }: StepProps) {
  const kind = done === undefined ? 'never-ran' : done ? 'passing' : 'warning'
  const label = done === undefined ? 'not known from here' : done ? 'done' : 'to do'
  return (
    <li>
      <VerdictGlyph kind={kind} label={label} />
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  )
}
