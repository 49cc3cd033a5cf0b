import type { Run, RunAnswer, RunEvent } from '@stratoview/bff/app'
import { CloudStackError } from '@stratoview/api-client/error'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { read } from '../../../api.ts'
import { runPath } from '../../../vm/rollouts/api.ts'
import { mergeAnswer, mergeEvents } from './merge.ts'

/** ms between two questions. Only what changed is answered, and a hidden tab asks nothing. */
const LIVE = 1500
const STANDING = 5000

function paceOf(run: Run | undefined): number | false {
  if (run?.state === 'ended') return false
  return run?.state === 'paused' || run?.standing !== undefined ? STANDING : LIVE
}

/** The run, live: asked once whole, then for what has changed since. */
export function useRun(id: string) {
  const client = useQueryClient()
  const key = ['rollout', id] as const
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<RunAnswer> => {
      const before = client.getQueryData<RunAnswer>(key)
      const after = before === undefined ? '' : `?after=${before.run.rev}`
      const now = await read<RunAnswer>(`${runPath(id)}${after}`, { signal })
      // Whatever is written into the log raises the run's `rev`.
      if (before !== undefined && before.run.rev !== now.run.rev)
        void client.invalidateQueries({ queryKey: logKey(id) })
      return mergeAnswer(before, now)
    },
    structuralSharing: false,
    refetchInterval: ({ state }) => (gone(state.error) ? false : paceOf(state.data?.run)),
  })
}

/** Not there, or not this user's to see: asking again would not help. */
export const gone = (error: unknown): boolean => error instanceof CloudStackError && error.status === 404

/** What the server answers at most. */
const PAGE = 500

const logKey = (id: string) => ['rollout-log', id] as const

/** The log: the newest page of it, and whenever the run has changed what came since. */
export function useLog(id: string): readonly RunEvent[] {
  const client = useQueryClient()
  const key = logKey(id)
  const { data = [] } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<RunEvent[]> => {
      let events = client.getQueryData<RunEvent[]>(key) ?? []
      for (;;) {
        const last = events.at(-1)?.seq
        const path = runPath(id, `/events${last === undefined ? '' : `?after=${last}`}`)
        const page = (await read<{ events: RunEvent[] }>(path, { signal })).events
        events = mergeEvents(events, page)
        if (page.length < PAGE) return events
      }
    },
    structuralSharing: false,
  })
  return data
}
