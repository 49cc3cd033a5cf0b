import { useSyncExternalStore } from 'react'

/**
 * When CloudStack ends the session, everything that met the 401 waits here for one sign-in prompt (`shell/SignInAgain`),
 * and goes on where it was. Nothing is fetched meanwhile, nothing on the page is lost.
 */
let waiting: PromiseWithResolvers<void> | undefined
let signIns = 0
const listeners = new Set<() => void>()

function set(next: PromiseWithResolvers<void> | undefined): void {
  waiting = next
  for (const listener of listeners) listener()
}

/** Resolves when the same user has signed in again; rejects when the asker goes away. */
export async function awaitSignIn(signal?: AbortSignal | null): Promise<void> {
  if (waiting === undefined) set(Promise.withResolvers<void>())
  const gone = Promise.withResolvers<never>()
  const leave = () => gone.reject(signal?.reason)
  signal?.addEventListener('abort', leave)
  await Promise.race([waiting?.promise, gone.promise]).finally(() => signal?.removeEventListener('abort', leave))
}

/** How often the prompt has been answered: tells a 401 of the old session from one of the new. */
export const signInsSoFar = (): number => signIns

/** The user is back: whoever waits asks again. */
export function signedInAgain(): void {
  signIns += 1
  const done = waiting
  set(undefined)
  done?.resolve()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** True while the sign-in prompt must stand over the page. */
export const useSignedOut = (): boolean => useSyncExternalStore(subscribe, () => waiting !== undefined)
