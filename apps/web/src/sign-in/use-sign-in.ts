import { CloudStackError } from '@stratoview/api-client/error'
import { useState } from 'react'
import { sendCode, signIn } from '../session.ts'
import type { Credentials, SecondFactor, SignedIn } from '../session.ts'

export type Step = { at: 'password' } | { at: 'code'; twofactor: SecondFactor['twofactor'] }

export interface SignIn {
  step: Step
  /** CloudStack's words about the last try. */
  error?: CloudStackError
  busy: boolean
  password(who: Credentials): Promise<void>
  code(code: string): Promise<void>
  back(): void
}

/**
 * Signing in, with the second factor's trap: a wrong code ends CloudStack's session (recorded: `twofactor.wrong-code`,
 * and even the right code is a 401 after it), so the name and password are kept in memory during that step alone, sent
 * again, and only the code is asked for once more.
 */
export function useSignIn(done: (session: SignedIn) => void): SignIn {
  const [step, setStep] = useState<Step>({ at: 'password' })
  const [who, setWho] = useState<Credentials>()
  const [error, setError] = useState<CloudStackError>()
  const [busy, setBusy] = useState(false)

  const enter = async (credentials: Credentials) => {
    const answer = await signIn(credentials)
    if (!('twofactor' in answer)) return done(answer)
    setWho(credentials)
    setStep({ at: 'code', twofactor: answer.twofactor })
  }
  const startOver = () => {
    setWho(undefined)
    setStep({ at: 'password' })
  }
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (cause) {
      if (!(cause instanceof CloudStackError)) throw cause
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return {
    step,
    error,
    busy,
    password: (credentials) => attempt(() => enter(credentials)),
    code: (code) =>
      attempt(async () => {
        const session = await sendCode(code).catch(async (refused: unknown) => {
          if (who !== undefined && refused instanceof CloudStackError && refused.status !== 0) await renew(who, refused)
          throw refused
        })
        done(session)
      }),
    back: () => {
      startOver()
      setError(undefined)
    },
  }

  async function renew(credentials: Credentials, refused: CloudStackError): Promise<void> {
    try {
      await enter(credentials)
    } catch {
      startOver()
      throw refused
    }
  }
}
