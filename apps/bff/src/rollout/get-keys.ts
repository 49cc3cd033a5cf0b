import { userKeys } from '@stratoview/api-client'
import type { CloudStack } from '../cloudstack.ts'
import { refuse } from '../error.ts'
import type { Session } from '../session.ts'
import type { Keys } from '../sign.ts'
import type { KeysRequest } from './types.ts'

/**
 * The keys a run will act with: those given, else the operator's own as CloudStack keeps them, else new ones if wanted.
 * They are tried before they are kept. Throws 409 `no-keys`, 400 `bad-keys`.
 */
export async function keysFor(cloudstack: CloudStack, session: Session, told: KeysRequest): Promise<Keys> {
  const keys: Keys = told.keys ?? (await ownKeys(cloudstack, session, told.registerKeys === true))
  // Its answer is of no interest, that there is one is.
  await cloudstack.ask('listCapabilities', {}, keys, { repeatable: true }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'unauthorized') throw error
    throw refuse(400, 'bad-keys', 'CloudStack does not take these API keys.', { field: 'keys' })
  })
  return keys
}

async function ownKeys(cloudstack: CloudStack, session: Session, register: boolean): Promise<Keys> {
  const ask = async (command: string) =>
    userKeys.parse((await cloudstack.ask(command, { id: session.user.userid }, session)).result).userkeys
  const { apikey, secretkey, apikeyaccess } = await ask('getUserKeys')
  if (apikeyaccess === false) throw refuse(409, 'no-keys', 'API keys are switched off for your account in CloudStack.')
  if (apikey !== undefined && secretkey !== undefined) return { apikey, secretkey }
  if (!register) throw refuse(409, 'no-keys', 'You have no API keys in CloudStack, and a run acts with its operator’s.')
  const made = await ask('registerUserKeys')
  if (made.apikey === undefined || made.secretkey === undefined)
    throw refuse(409, 'no-keys', 'CloudStack made no API keys for you.')
  return { apikey: made.apikey, secretkey: made.secretkey }
}
