import { useLayoutEffect, useRef } from 'react'
import classes from './console.module.css'
import type { RemoteSession } from './remote-session.ts'

interface Props {
  session: RemoteSession
}

/** The place where a session's picture is shown now. Several may be drawn over a session's life, one at a time. */
export function VncScreen({ session }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { element } = session.picture
    const host = place.current
    host?.append(element)
    session.picture.moved()
    // Another place may have taken it by now.
    return () => {
      if (element.parentElement === host) element.remove()
    }
  }, [session])
  return <div ref={place} className={classes.place} />
}
