import type { RemoteSession } from '@stratoview/ui/console/remote-session.ts'
import { loadLayout, type LayoutName } from '@stratoview/ui/keyboard/layouts.ts'
import { planStrokes, typable, type Plan, type Typable } from '@stratoview/ui/keyboard/strokes.ts'
import { browserClock, createTyping, type Progress, type Typing } from '@stratoview/ui/keyboard/typing.ts'
import { useEffect, useMemo, useRef, useState } from 'react'

/** The keys of a text by the guest's layout; no plan while the layout is fetched, and none when it did not come. */
export function usePlan(name: LayoutName, text: string): { plan: Plan | undefined; failed: boolean } {
  const [loaded, setLoaded] = useState<{ name: LayoutName; keys?: Typable }>()
  useEffect(() => {
    let wanted = true
    loadLayout(name).then(
      (layout) => wanted && setLoaded({ name, keys: typable(layout) }),
      () => wanted && setLoaded({ name }),
    )
    return () => void (wanted = false)
  }, [name])
  const current = loaded?.name === name ? loaded : undefined
  const keys = current?.keys
  const plan = useMemo(() => keys && planStrokes(text, keys), [keys, text])
  return { plan, failed: current !== undefined && keys === undefined }
}

/** Types as key events into a session, one text at a time; leaving the page stops it. */
export function useTyping(session: RemoteSession) {
  const [progress, setProgress] = useState<Progress>()
  const typing = useRef<Typing>(undefined)
  useEffect(() => () => typing.current?.stop(), [])
  const start = (plan: Plan & { possible: true }, pace: number) => {
    typing.current?.stop()
    typing.current = createTyping({
      strokes: plan.strokes,
      pace,
      clock: browserClock,
      sendKey: (keysym, code, down) => {
        if (!session.key(keysym, code, down)) throw new Error('The console is not connected.')
      },
      onProgress: (next) => {
        setProgress(next)
        // The strokes are the text: nothing keeps them once it is typed.
        if (next.state !== 'typing') typing.current = undefined
      },
    })
    typing.current.start()
  }
  return { progress, start, stop: () => typing.current?.stop() }
}
