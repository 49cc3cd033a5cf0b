import { useEffect, useRef, useState } from 'react'
import type { Stroke } from './strokes.ts'
import { createTyping, type Clock, type Progress, type SendKey, type Typing } from './typing.ts'

interface Options {
  sendKey: SendKey
  clock: Clock
  /** typing ends as soon as this is true: the console is not connected, or may only be watched */
  blocked: boolean
  onEnd(progress: Progress): void
}

/** Types one text at a time; leaving the page, or being blocked, lets go of every key. */
export function useTyping({ sendKey, clock, blocked, onEnd }: Options) {
  const current = useRef<Typing>(undefined)
  const [progress, setProgress] = useState<Progress>()
  useEffect(() => {
    if (blocked) current.current?.stop()
  }, [blocked])
  useEffect(() => () => current.current?.stop(), [])

  const start = (strokes: readonly Stroke[], pace: number) => {
    if (current.current) return
    const onProgress = (next: Progress) => {
      setProgress(next)
      if (next.state === 'typing') return
      // The strokes are the text: nothing keeps them once it is typed.
      current.current = undefined
      onEnd(next)
    }
    current.current = createTyping({ strokes, pace, sendKey, clock, onProgress })
    current.current.start()
  }
  return { progress, start, stop: () => current.current?.stop(), forget: () => setProgress(undefined) }
}
