import type { RemoteSession } from '@stratoview/ui/console/remote-session.ts'
import { useSessionView } from '@stratoview/ui/console/use-session.ts'
import { useEffect } from 'react'
import { hold, sessionOf } from './sessions.ts'
import type { ConsoleTarget } from './target.ts'

/** A VM's console: opens it when it is first shown, holds it while it is, and follows the VM through stops and starts. */
export function useConsole({ id, kind, name, state, seenAt }: ConsoleTarget, replaces?: string) {
  const session = sessionOf({ id, kind })
  const view = useSessionView(session)
  const { phase, cause } = view
  useEffect(() => hold(id), [id, session])
  useEffect(() => begin(session, name, state, replaces), [session, name, state, replaces])
  const stopped = cause?.at ?? 0
  const back = phase.at === 'not-running' && state === 'Running' && (seenAt ?? 0) > stopped
  useEffect(() => {
    if (back) session.running()
  }, [session, back])
  return { session, view }
}

function begin(session: RemoteSession, name: string, state: string | undefined, replaces: string | undefined): void {
  if (state === 'Stopped') return session.stopped(`${name} is stopped.`)
  if (session.view().phase.at === 'idle') session.open({ replaces })
  else if (state === 'Running') session.running()
}
