import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../session.ts'
import { placesOf } from './nav.ts'
import { isOpen, show } from './overlay.ts'
import { startGathering } from './type-ahead.ts'

/** Keys are for the page, not for whoever types text or has a dialog open. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null
  )
}

/** How long after `g` the letter may come, in ms. */
const PATIENCE = 1_500

/** The keys that hold on every page: Ctrl-K finds, `?` lists them, `g` then a letter goes to a page. */
export function useKeys(): void {
  const navigate = useNavigate()
  const { apis } = useSession()
  useEffect(() => {
    const places = placesOf(apis)
    let gAt = -Infinity
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        if (!isOpen('palette')) startGathering()
        show('palette')
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const afterG = performance.now() - gAt < PATIENCE
      gAt = event.key === 'g' ? performance.now() : -Infinity
      if (event.key === '?') show('keys')
      else if (afterG) {
        const place = places.find(({ key }) => key === event.key)
        if (event.key === 'j') show('jobs')
        else if (place !== undefined) void navigate(place.to)
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [apis, navigate])
}
