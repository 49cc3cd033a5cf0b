import { userKeys } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import type { CloudStack } from '../cloudstack.ts'
import { isForbidden, misshapen, refuse } from '../error.ts'
import type { Session } from '../session.ts'
import type { Keys } from '../sign.ts'
import type { KeysRequest } from './types.ts'

export interface Given {
  keys: Keys
  /** Whose they are, by name; undefined for typed ones of which CloudStack tells this role nothing. */
  whose: string | undefined
}

/**
 * The keys a run will act with: those given, else the operator's own as CloudStack keeps them, else new ones if wanted.
 * They are tried before they are kept, and must be the operator's own. Throws 409 `no-keys`, 400 `bad-keys`.
 */
export async function keysFor(cloudstack: CloudStack, session: Session, told: KeysRequest): Promise<Given> {
  const keys: Keys = told.keys ?? (await ownKeys(cloudstack, session, told.registerKeys === true))
  // Its answer is of no interest, that there is one is.
  await cloudstack.ask('listCapabilities', {}, keys, { repeatable: true }).catch((error: unknown) => {
    if (!(error instanceof CloudStackError) || error.code !== 'unauthorized') throw error
    throw refuse(400, 'bad-keys', 'CloudStack does not take these API keys.', { field: 'keys' })
  })
  const own = told.keys === undefined || (await areOwn(cloudstack, session, keys))
  if (own === false)
    throw refuse(400, 'bad-keys', 'These are another user’s API keys; a run acts as whoever starts it.', {
      field: 'keys',
    })
  return { keys, whose: own ? session.user.username : undefined }
}

async function askForKeys(cloudstack: CloudStack, session: Session, command: 'getUserKeys' | 'registerUserKeys') {
  const { result } = await cloudstack.ask(command, { id: session.user.userid }, session)
  const told = userKeys.safeParse(result)
  if (!told.success) throw misshapen(command, told.error)
  return told.data.userkeys
}

/**
 * A user has one pair, and CloudStack names its API key to the user himself: in `getUserKeys`, and in his row of
 * `listUsers` (both recorded, and both in the recorded roles). Undefined when the role may call neither.
 */
async function areOwn(cloudstack: CloudStack, session: Session, { apikey }: Keys): Promise<boolean | undefined> {
  const unlessMayNot = (error: unknown) => {
    if (!isForbidden(error)) throw error
    return undefined
  }
  const kept = await askForKeys(cloudstack, session, 'getUserKeys').catch(unlessMayNot)
  if (kept) return kept.apikey === apikey
  const shown = (await ownRow(cloudstack, session).catch(unlessMayNot))?.apikey
  return shown === undefined ? undefined : shown === apikey
}

async function ownRow(cloudstack: CloudStack, session: Session) {
  const { userid } = session.user
  const { user } = (await cloudstack.call('listUsers', { id: userid, page: 1, pagesize: 1 }, session)).result
  return user.find(({ id }) => id === userid)
}

async function ownKeys(cloudstack: CloudStack, session: Session, register: boolean): Promise<Keys> {
  const none = (message: string) => refuse(409, 'no-keys', message)
  const kept = await askForKeys(cloudstack, session, 'getUserKeys').catch((error: unknown) => {
    if (!isForbidden(error)) throw error
    if (register) return undefined
    throw none('Your role may not ask CloudStack for your API keys (getUserKeys), and a run acts with them.')
  })
  const { apikey, secretkey, apikeyaccess } = kept ?? {}
  if (apikeyaccess === false) throw none('API keys are switched off for your account in CloudStack.')
  if (apikey !== undefined && secretkey !== undefined) return { apikey, secretkey }
  if (!register) throw none('You have no API keys in CloudStack, and a run acts with its operator’s.')
  const made = await askForKeys(cloudstack, session, 'registerUserKeys')
  if (made.apikey === undefined || made.secretkey === undefined) throw none('CloudStack made no API keys for you.')
  return { apikey: made.apikey, secretkey: made.secretkey }
}
