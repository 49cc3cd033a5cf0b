import { useSyncExternalStore } from 'react'
import type { RemoteSession, SessionView } from './remote-session.ts'

/** What a session looks like now. */
export const useSessionView = (session: RemoteSession): SessionView =>
  useSyncExternalStore(session.subscribe, session.view)
