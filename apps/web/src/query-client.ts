import { CloudStackError } from '@stratoview/api-client/error'
import { QueryClient } from '@tanstack/react-query'

/** Errors worth a second try at once: nobody answered. What CloudStack refused, it refuses again. */
const nobodyAnswered = (error: unknown) =>
  error instanceof CloudStackError && (error.code === 'offline' || error.code === 'unreachable')

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 10 * 60_000,
        // Coming back to the tab asks again what has grown old; while it is hidden nothing is asked.
        refetchOnWindowFocus: true,
        refetchIntervalInBackground: false,
        // The machine may be offline for the internet and still reach our server.
        networkMode: 'always',
        retry: (count, error) => count < 1 && nobodyAnswered(error),
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
