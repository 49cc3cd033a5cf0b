import { cloneElement, useRef, useState, type ReactElement, type ReactNode, type Ref } from 'react'
import { MenuBox } from './MenuBox.tsx'
import { useFocusReturn } from './use-focus-return.ts'

/** What a button must take to open a menu. */
export interface OpenerProps {
  ref?: Ref<HTMLButtonElement>
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
  onClick?(): void
  onPointerDown?(): void
}

interface Props {
  button: ReactElement<OpenerProps>
  /** accessible name of the menu */
  label: string
  align?: 'start' | 'end'
  /** `dialog` for a small form instead of entries */
  kind?: 'menu' | 'dialog'
  opened?: boolean
  onChange?(opened: boolean): void
  /** made only while it is open */
  children(close: () => void): ReactNode
}

/** A button and the menu, or the small form, that it opens. */
export function DropDown(props: Props) {
  const { button, label, align = 'end', kind = 'menu', opened: given, onChange, children } = props
  const ref = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  const [own, setOwn] = useState(false)
  const opened = given ?? own
  const set = (next: boolean) => {
    setOwn(next)
    onChange?.(next)
  }
  const close = () => set(false)
  useFocusReturn(opened, kind, ref)
  return (
    <>
      {cloneElement(button, {
        ref,
        'aria-haspopup': kind,
        'aria-expanded': opened,
        // The press that closes an open menu is followed by a click, which must not open it again.
        onPointerDown: () => (wasOpen.current = opened),
        onClick: () => {
          if (!wasOpen.current) set(!opened)
          wasOpen.current = false
        },
      })}
      {opened && (
        <MenuBox button={ref} label={label} align={align} kind={kind} onClose={close}>
          {children(close)}
        </MenuBox>
      )}
    </>
  )
}
