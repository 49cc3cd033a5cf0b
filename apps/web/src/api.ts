import type { CommandName } from '@stratoview/api-client'
import { createClient, methodOf } from '@stratoview/api-client/client'
import { CloudStackError } from '@stratoview/api-client/error'
import type { ErrorBody } from '@stratoview/api-client/error'
import { queryOptions } from '@tanstack/react-query'
import { noteServerDate } from './clock.ts'
import { noteAnswered, noteTrouble } from './reach.ts'
import { awaitSignIn, signInsSoFar } from './signed-out.ts'

/**
 * The only file that joins react-query to the client (design §3).
 *
 *     const zones = useQuery(q(cs.listZones, {}))            // key: ['listZones', {}]
 *     client.invalidateQueries({ queryKey: ['listZones'] })   // by the command's name
 *
 * Errors are CloudStackError, in CloudStack's words. A 401 never reaches a page: it waits for the one sign-in prompt,
 * then asks again.
 */

/** Sends to our server and resolves to a good answer, or rejects with a CloudStackError. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const before = signInsSoFar()
  let response = await send(path, init)
  if (response.status === 401 && !path.startsWith('/api/session')) {
    noteAnswered(response.headers.has('x-cloudstack-date'))
    // Who has signed in again while this was on its way is not asked a second time for it.
    if (signInsSoFar() === before) await awaitSignIn(init.signal)
    response = await send(path, init)
  }
  const date = response.headers.get('x-cloudstack-date')
  noteServerDate(date)
  if (response.ok) {
    noteAnswered(date !== null)
    return response
  }
  const body = await errorOf(response)
  noteTrouble(body)
  throw new CloudStackError(body)
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } })
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause
    const message = 'Stratoview’s own server does not answer.'
    const body = { status: 0, code: 'offline', message }
    noteTrouble(body)
    throw new CloudStackError(body, { cause })
  }
}

async function errorOf(response: Response): Promise<ErrorBody> {
  const said = (await response.json().catch(() => undefined)) as { error?: Partial<ErrorBody> } | null | undefined
  if (said?.error?.code !== undefined) return said.error as ErrorBody
  // Something between us and our server answered (a proxy's error page, or its own JSON).
  return { status: response.status, code: 'offline', message: `HTTP ${response.status} without a reason` }
}

/** An answer that stopped before its end, or is none of ours: as good as nobody's, so it may be asked for once more. */
export const brokenOff = (cause?: unknown): CloudStackError =>
  new CloudStackError({ status: 502, code: 'unreachable', message: 'The answer broke off.' }, { cause })

/** The good answer to a request, read; what it looks like is the contract of the route. @throws CloudStackError as `request` does */
export async function read<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await request(path, init)
  try {
    return (await response.json()) as T
  } catch (cause) {
    if (init?.signal?.aborted === true) throw cause
    throw brokenOff(cause)
  }
}

/** JSON to our server: `post('/api/session', { username, password })`. */
export const asJson = (method: 'POST' | 'DELETE', body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body ?? {}),
})

/** How long each command took last, in ms: the lists refresh slower the longer they take (`refresh.ts`). */
const took = new Map<string, number>()
export const tookOf = (name: string): number => took.get(name) ?? 0
export const noteTook = (name: string, ms: number): void => void took.set(name, ms)

async function call(name: CommandName, params: Record<string, unknown>, signal?: AbortSignal): Promise<unknown> {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const acts = methodOf(name) === 'POST' || params.performfreshchecks === true
  const query = acts ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
  const began = performance.now()
  const answer = await read<unknown>(`/api/cs/${name}${query}`, {
    ...(acts && asJson('POST', Object.fromEntries(given))),
    signal: signal ?? null,
  })
  noteTook(name, performance.now() - began)
  return answer
}

/** Every command of the contract as a typed method: `cs.stopRouter({ id })`. */
export const cs = createClient(call)

/** A query of one command; its key is `[command, params]`. */
export function q<P extends Record<string, unknown>, R>(
  method: (params: P, signal?: AbortSignal) => Promise<R>,
  params: P,
) {
  return queryOptions({
    queryKey: [method.name, params] as const,
    queryFn: ({ signal }) => method(params, signal),
  })
}
