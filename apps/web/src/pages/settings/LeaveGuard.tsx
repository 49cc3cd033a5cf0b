import { ConfirmModal } from '@stratoview/ui'
import { useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'
import { counted } from '../../vm/words.ts'

/** Asks before unsaved changes are lost: by another page here, or by closing the tab. Between the page's own tabs nothing is. */
export function LeaveGuard({ changes, within }: { changes: number; within: string }) {
  const unsaved = changes > 0
  const stays = (path: string) => path === within || path.startsWith(`${within}/`)
  const blocker = useBlocker(({ nextLocation }) => unsaved && !stays(nextLocation.pathname))
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
  // The dialog closes after either answer; only one of them stays.
  const leaving = useRef(false)
  const what = counted(changes, 'change')
  return (
    <ConfirmModal
      opened={blocker.state === 'blocked'}
      title="Leave without saving?"
      lead={`${what} ${changes === 1 ? 'is' : 'are'} not saved.`}
      consequence="Leaving this page forgets what was typed."
      verb="Leave and forget"
      keep="Stay here"
      danger
      onConfirm={() => {
        leaving.current = true
        blocker.proceed?.()
      }}
      onClose={() => {
        if (!leaving.current) blocker.reset?.()
      }}
    />
  )
}
