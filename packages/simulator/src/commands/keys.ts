import type { User } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import { secret } from '../auth/sessions.ts'
import type { Context } from '../handler.ts'
import type { World } from '../world.ts'

type Pair = { apikey: string; secretkey: string }

/** As long as CloudStack's own. */
export const newKeys = (): Pair => ({ apikey: secret(64), secretkey: secret(64) })

export const keysOf = (world: World, user: Pick<User, 'id'>) =>
  [...world.keys].find(([, { userid }]) => userid === user.id)

/** A user has one pair: the old one is no longer good. */
export function setKeys(world: World, user: User, { apikey, secretkey }: Pair): void {
  const old = keysOf(world, user)
  if (old) world.keys.delete(old[0])
  world.keys.set(apikey, { secretkey, userid: user.id })
}

/** Everybody's own, and an admin's everybody's. */
function find({ world, caller }: Context, id: string): User {
  const user = world.find('users', id)
  if (!user || (user.id !== caller.userid && caller.role !== 'admin')) {
    throw badParameter(`Unable to find user by id: ${id}`, 4350)
  }
  return user
}

type Handler = (given: { readonly id: string }, context: Context) => { userkeys: Record<string, unknown> }

/** Recorded: `getUserKeys`, `registerUserKeys`. */
export const keyHandlers: { getUserKeys: Handler; registerUserKeys: Handler } = {
  getUserKeys: ({ id }, context) => {
    const user = find(context, id)
    const [apikey, key] = keysOf(context.world, user) ?? []
    return { userkeys: { ...(key && { apikey, secretkey: key.secretkey }), apikeyaccess: true } }
  },
  registerUserKeys: ({ id }, context) => {
    const user = find(context, id)
    const keys = newKeys()
    setKeys(context.world, user, keys)
    return { userkeys: keys }
  },
}
