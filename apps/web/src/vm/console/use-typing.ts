import type { RemoteSession } from '@stratoview/ui/console/remote-session.ts'
import { loadLayout, type LayoutName } from '@stratoview/ui/keyboard/layouts.ts'
import { planStrokes, typable, type Plan, type Typable } from '@stratoview/ui/keyboard/strokes.ts'
import { browserClock, createTyping, type Progress, type Typing } from '@stratoview/ui/keyboard/typing.ts'
import { useEffect, useMemo, useRef, useState } from 'react'

/** The keys of a text by the guest's layout; undefined while the layout is fetched. */
export function usePlan(name: LayoutName, text: string): Plan | undefined {
  const [loaded, setLoaded] = useState<{ name: LayoutName; keys: Typable }>()
  useEffect(() => {
    let wanted = true
    const take = (keys: Typable) => wanted && setLoaded({ name, keys })
    void loadLayout(name).then((layout) => take(typable(layout)))
    return () => void (wanted = false)
  }, [name])
  const keys = loaded?.name === name ? loaded.keys : undefined
  return useMemo(() => keys && planStrokes(text, keys), [keys, text])
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
      onProgress: setProgress,
    })
    typing.current.start()
  }
  return { progress, start, stop: () => typing.current?.stop() }
}
