import { useEffect, useRef, type PointerEvent } from 'react'

const wait = 500

/** A finger held still for half a second. A mouse has other ways. */
export function useLongPress(onPress: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const cancel = () => clearTimeout(timer.current)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'touch') return
      cancel()
      timer.current = setTimeout(onPress, wait)
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onPointerMove: (event: PointerEvent) => Math.abs(event.movementX) + Math.abs(event.movementY) > 4 && cancel(),
  }
}
