import { CloudStackError } from '@stratoview/api-client/error'
import { useState } from 'react'

/** Makes something that a later step needs; CloudStack's words when it is refused. */
export function useMake(work: () => Promise<void>) {
  const [making, setMaking] = useState(false)
  const [said, setSaid] = useState<string>()
  const make = () => {
    setMaking(true)
    setSaid(undefined)
    work()
      .catch((error: unknown) => {
        if (!(error instanceof CloudStackError)) throw error
        setSaid(error.message)
      })
      .finally(() => setMaking(false))
  }
  return { make, making, said }
}
