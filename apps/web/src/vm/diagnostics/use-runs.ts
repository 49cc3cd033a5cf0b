import { useEffect, useSyncExternalStore } from 'react'
import { useSession } from '../../session.ts'
import { allRuns, followRuns, subscribeRuns, type Run } from './runs.ts'

/** Every command that this user ran from this browser, oldest first, as far as it is remembered. */
export function useRuns(): readonly Run[] {
  const { user } = useSession()
  useEffect(() => followRuns(user.userid), [user.userid])
  return useSyncExternalStore(subscribeRuns, allRuns)
}
