import { useEffect } from 'react'

const NAME = 'Stratoview'

/** What the window is called while the caller stands, so that many open tabs can be told apart; nothing when undefined. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return
    document.title = `${title} · ${NAME}`
    return () => void (document.title = NAME)
  }, [title])
}
