import { ApiError } from '../api-error.ts'
import type { Reply } from '../envelope.ts'
import { param, type Incoming } from '../request.ts'
import type { World } from '../world.ts'
import type { Caller } from './caller.ts'
import type { Sessions } from './sessions.ts'

const check = 'validateUserTwoFactorAuthenticationCode'
const setup = 'setupUserTwoFactorAuthentication'

/** The two commands of the second factor that are not in the contract; undefined for any other. */
export function twoFactor(
  world: World,
  sessions: Sessions,
  incoming: Incoming,
  command: string,
  caller: Caller,
): Reply | undefined {
  if (command === check) return validateCode(world, sessions, incoming, caller)
  if (command === setup) return setUp(world, incoming, caller)
  return undefined
}

/** Recorded: `twofactor.right-code`; `twofactor.wrong-code` (511, the text an envelope in itself) ends the session. */
function validateCode(world: World, sessions: Sessions, incoming: Incoming, caller: Caller): Reply {
  const envelope = `${check.toLowerCase()}response`
  const code = param(incoming, 'codefor2fa')
  if (!code) throw new ApiError(531, 'Code for two factor authentication is required')
  const session = sessions.of(incoming)
  if (code !== world.pins.get(caller.userid)) {
    if (session) sessions.close(session)
    const inner = { uuidList: [], errorcode: 511, errortext: 'two-factor authentication code provided is invalid' }
    throw new ApiError(511, JSON.stringify({ [envelope]: inner }), { cserrorcode: 4295 })
  }
  if (session) session.verified = true
  const user = world.find('users', caller.userid)
  if (user) user.is2faenabled = true
  return { status: 200, envelope, body: { success: true } }
}

/** Recorded: `twofactor.setup`. Only the static pin: a one-time password would need the real time. */
function setUp(world: World, incoming: Incoming, caller: Caller): Reply {
  const pin = world.pins.get(caller.userid) ?? String(world.random.int(100_000, 999_999))
  if (param(incoming, 'enable') === 'false') world.pins.delete(caller.userid)
  else world.pins.set(caller.userid, pin)
  return {
    status: 200,
    envelope: `${setup.toLowerCase()}response`,
    body: { setup2fa: { id: caller.userid, username: caller.username, secretcode: pin } },
  }
}
