import type { RemoteSession } from '@stratoview/ui/console/remote-session.ts'
import { isLive } from '@stratoview/ui/console/phase.ts'
import { useSessionView } from '@stratoview/ui/console/use-session.ts'
import { useEffect, useRef } from 'react'
import { hold, useSessionOf, useShownIn } from './sessions.ts'
import type { ConsoleTarget } from './target.ts'

/** A VM's console: opens it when it is first shown, holds it while it is, and follows the VM through stops and starts. */
export function useConsole({ id, kind, name, state, host, seenAt }: ConsoleTarget, replaces?: string) {
  const session = useSessionOf({ id, kind })
  const view = useSessionView(session)
  const shownIn = useShownIn(id)
  const { phase, cause } = view
  useEffect(() => hold(id), [id])
  useEffect(() => begin(session, name, state, replaces), [session, name, state, replaces])
  const stopped = cause?.at ?? 0
  const back = phase.at === 'not-running' && state === 'Running' && (seenAt ?? 0) > stopped
  useEffect(() => {
    if (back) session.running()
  }, [session, back])
  useMoves(session, state, host)
  return { session, view, shownIn }
}

/** A VM that was migrated has left its screen behind: the proxy's connection stays open and shows nothing new. */
function useMoves(session: RemoteSession, state: string | undefined, host: string | undefined): void {
  const last = useRef(host)
  useEffect(() => {
    if (state !== 'Running' || host === undefined) return
    const moved = last.current !== undefined && last.current !== host
    last.current = host
    if (moved && isLive(session.view().phase)) session.open()
  }, [session, state, host])
}

/** States in which the screen that was there is gone. A VM that is only just starting may have one already. */
const down: readonly string[] = ['Stopping', 'Stopped', 'Starting']

function begin(session: RemoteSession, name: string, state: string | undefined, replaces: string | undefined): void {
  const { phase } = session.view()
  const idle = phase.at === 'idle'
  if (state === 'Stopped' || (!idle && down.includes(state ?? ''))) return session.stopped(`${name} is ${state}.`)
  if (idle) session.open({ replaces })
  else if (state === 'Running') session.running()
}
