import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './copy.module.css'
import type { CopyTextProps } from './props.ts'

/** A button that puts text on the clipboard, and says that it did, or that the browser would not. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<'idle' | 'done' | 'refused'>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = async () => {
    // Without https there is no clipboard: the text can still be selected by hand.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    setState(done ? 'done' : 'refused')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setState('idle'), 2000)
  }
  return (
    <>
      <button type="button" className={classes.button} aria-label={`Copy ${label}`} onClick={() => void copy()}>
        {state === 'done' ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </button>
      <span role="status" className={state === 'refused' ? classes.refused : 'sv-hidden'}>
        {state === 'done' ? 'Copied' : state === 'refused' ? 'Select and copy it by hand' : ''}
      </span>
    </>
  )
}

/** Text with a copy button: a value in a line, or a box of code. */
export function CopyText({ text, label = text, block = false }: CopyTextProps) {
  return (
    <span className={block ? classes.block : classes.line}>
      <code className={classes.text}>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  )
}
