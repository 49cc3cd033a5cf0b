import { cloneElement, useRef, useState, type ReactElement, type ReactNode, type Ref } from 'react'
import { MenuBox } from './MenuBox.tsx'
import { useFocusReturn } from './use-focus-return.ts'

/** What a button must take to open a menu. */
export interface OpenerProps {
  ref?: Ref<HTMLButtonElement>
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  onClick?(): void
  onPointerDown?(): void
}

interface Props {
  button: ReactElement<OpenerProps>
  /** accessible name of the menu */
  label: string
  align?: 'start' | 'end'
  opened?: boolean
  onChange?(opened: boolean): void
  /** the entries, made only while it is open */
  children(close: () => void): ReactNode
}

/** A button and the menu it opens. */
export function DropDown({ button, label, align = 'end', opened: given, onChange, children }: Props) {
  const ref = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  const [own, setOwn] = useState(false)
  const opened = given ?? own
  const set = (next: boolean) => {
    setOwn(next)
    onChange?.(next)
  }
  const close = () => set(false)
  useFocusReturn(opened, 'menu', ref)
  return (
    <>
      {cloneElement(button, {
        ref,
        'aria-haspopup': 'menu',
        'aria-expanded': opened,
        // The press that closes an open menu is followed by a click, which must not open it again.
        onPointerDown: () => (wasOpen.current = opened),
        onClick: () => {
          if (!wasOpen.current) set(!opened)
          wasOpen.current = false
        },
      })}
      {opened && (
        <MenuBox button={ref} label={label} align={align} onClose={close}>
          {children(close)}
        </MenuBox>
      )}
    </>
  )
}
