import { CloudStackError } from '@stratoview/api-client/error'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { start } from '../../jobs-run.ts'
import type { Call } from '../../jobs-store.ts'

/** Sends calls into the jobs tray; a single one that CloudStack refuses at once is told in the form. */
export function useSend() {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const send = async (label: string, calls: readonly Call[]) => {
    setBusy(true)
    setRefused(undefined)
    try {
      await start(client, label, calls)
    } catch (error) {
      if (!(error instanceof CloudStackError)) throw error
      setRefused(error.message)
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, refused }
}
