import { CloudStackError } from '@stratoview/api-client/error'
import { toastStore } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { type Order, order } from '../../../vm/rollouts/api.ts'

/** Gives a run orders; a refusal is shown in the server's words, and what became of the order is read from the run. */
export function useOrder(id: string) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const give = useCallback(
    async (wanted: Order, object?: string) => {
      setBusy(true)
      try {
        await order(client, id, wanted)
      } catch (error) {
        if (!(error instanceof CloudStackError)) throw error
        toastStore.show({ tone: 'fail', title: titles[wanted.to], object, text: error.message })
      } finally {
        setBusy(false)
      }
    },
    [client, id],
  )
  return { give, busy }
}
export type Give = ReturnType<typeof useOrder>['give']

const titles: Record<Order['to'], string> = {
  pause: 'Pause the run',
  resume: 'Resume the run',
  abort: 'Abort the run',
  skip: 'Skip',
  retry: 'Try again',
}
