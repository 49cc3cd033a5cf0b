import { CloudStackError } from '@stratoview/api-client/error'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { asJson, read, request } from './api.ts'

/** What the login said of the user. `type` does not tell what the role may do: `features.apis` does (recorded: `auditor.*`). */
export interface User {
  username: string
  userid: string
  account: string
  domainid: string
  type: string
  firstname?: string
  lastname?: string
  timezone?: string
}
export interface Features {
  /** The commands of our contract that this role may call. */
  apis: string[]
  cloudstackversion?: string
  defaultpagesize?: number
  /** Minutes between two runs of the health checks; absent when the role may not read settings. */
  basicinterval?: number
  advancedinterval?: number
}
export interface SignedIn {
  user: User
  features: Features
}
/** A second factor is due; only `sendCode` may follow. */
export interface SecondFactor {
  twofactor: { provider?: string; issuer?: string }
}
export interface Credentials {
  username: string
  password: string
  domain?: string
}

/** Who is signed in; null when nobody is. Asked once: an ended session shows as a 401 on the next call. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<SignedIn | null> => {
    try {
      return await read<SignedIn>('/api/session', { signal })
    } catch (error) {
      if (error instanceof CloudStackError && error.status === 401) return null
      throw error
    }
  },
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
})

/** @throws CloudStackError 401 with CloudStack's text when refused */
export const signIn = (who: Credentials): Promise<SignedIn | SecondFactor> => read('/api/session', asJson('POST', who))

/** @throws CloudStackError 511: the code was wrong, and CloudStack has ended that session (recorded: `twofactor.wrong-code`) */
export const sendCode = (code: string): Promise<SignedIn> => read('/api/session/2fa', asJson('POST', { code }))

/** Ends the session; the caller leaves the page, and everything in its memory with it. @throws CloudStackError when nobody answers */
export async function signOut(): Promise<void> {
  await request('/api/session', asJson('DELETE'))
}

const sets = new WeakMap<string[], ReadonlySet<string>>()
function setOf(apis: string[]): ReadonlySet<string> {
  let set = sets.get(apis)
  if (set === undefined) sets.set(apis, (set = new Set(apis)))
  return set
}

export interface Session extends SignedIn {
  /** Names of the commands the role may call, for `can()` and for what to show at all. */
  apis: ReadonlySet<string>
}

/** The signed-in user, inside the shell (its loader has seen to it that there is one). */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (data === undefined || data === null) throw new Error('useSession outside of the shell')
  return { ...data, apis: setOf(data.features.apis) }
}

/** Does the role see the provider's machinery at all? */
export const seesInfrastructure = (apis: ReadonlySet<string>): boolean =>
  apis.has('listRouters') || apis.has('listSystemVms')
