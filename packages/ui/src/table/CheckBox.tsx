import { useLayoutEffect, useRef, type ChangeEvent } from 'react'
import classes from './table.module.css'

interface Props {
  label: string
  checked: boolean
  some?: boolean
  onPick(extend: boolean): void
}

/** The browser's own check box, drawn to fit: forty of them must cost nothing. */
export function CheckBox({ label, checked, some = false, onPick }: Props) {
  const ref = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (ref.current) ref.current.indeterminate = some
  }, [some])
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const { nativeEvent } = event
    onPick(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
  }
  return (
    <label className={classes.checkHit}>
      <input
        ref={ref}
        type="checkbox"
        className={classes.check}
        aria-label={label}
        checked={checked}
        onChange={onChange}
      />
    </label>
  )
}
