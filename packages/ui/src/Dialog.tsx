import { lazy, Suspense, useState } from 'react'
import type { DialogProps } from './props.ts'
import { useFocusReturn } from './use-focus-return.ts'

const DialogFrame = lazy(async () => ({ default: (await import('./DialogFrame.tsx')).DialogFrame }))

/** The frame of every dialog: title, content, a footer with a note and the buttons. Escape and × close it. */
export function Dialog(props: DialogProps) {
  const { opened } = props
  const [used, setUsed] = useState(opened)
  if (opened && !used) setUsed(true)
  useFocusReturn(opened, 'dialog')
  return used ? (
    <Suspense fallback={null}>
      <DialogFrame {...props} />
    </Suspense>
  ) : null
}
