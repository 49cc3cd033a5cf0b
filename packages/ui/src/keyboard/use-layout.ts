import { useEffect, useState } from 'react'
import { loadLayout, type LayoutName } from './layouts.ts'
import { typable, type Typable } from './strokes.ts'

interface Loaded {
  name: LayoutName
  /** absent when its chunk could not be loaded */
  typed?: Typable
}

/** What a layout types, once its chunk is here; `retry` after it could not be loaded. */
export function useLayout(name: LayoutName): { typed?: Typable; failed: boolean; retry(): void } {
  const [loaded, setLoaded] = useState<Loaded>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let wanted = true
    loadLayout(name).then(
      (layout) => wanted && setLoaded({ name, typed: typable(layout) }),
      () => wanted && setLoaded({ name }),
    )
    return () => {
      wanted = false
    }
  }, [name, attempt])
  const current = loaded?.name === name ? loaded : undefined
  const retry = () => {
    setLoaded(undefined)
    setAttempt(attempt + 1)
  }
  return { typed: current?.typed, failed: current !== undefined && current.typed === undefined, retry }
}
