import type { RoleCommand } from '@stratoview/api-client'
import { ApiError } from './api-error.ts'
import { endpointHandler } from './commands/console.ts'
import { handlers } from './commands/index.ts'
import { keyHandlers } from './commands/keys.ts'
import { envelopeOf, type Reply } from './envelope.ts'
import type { Context, Listed } from './handler.ts'
import { startJob } from './jobs.ts'
import { pageOf, paging } from './list.ts'
import { mayCall } from './roles.ts'
import { served } from './served.ts'
import type { Accepted } from './steps.ts'
import { validate } from './validate.ts'

const known = (command: string): command is RoleCommand => Object.hasOwn(served, command)

/** A handler whose command is not known at compile time; the table itself is typed (commands/index.ts). */
type AnyHandler = (given: Readonly<Record<string, string>>, context: Context) => unknown

const all = { ...handlers, ...keyHandlers, createConsoleEndpoint: endpointHandler }
const handlerOf = (command: RoleCommand) => all[command] as AnyHandler

/** Recorded: `session.unknown-command`, `tenant.listRouters` (both in `errorresponse`). */
function allow(command: string, context: Context): asserts command is RoleCommand {
  if (!known(command)) {
    throw new ApiError(432, `Unknown API command: ${command}`, { cserrorcode: 9999, general: true })
  }
  if (!mayCall(context.caller.role, command)) {
    throw new ApiError(
      432,
      `The API [${command}] does not exist or is not available for the account for user id [${context.caller.userid}].`,
      { cserrorcode: 9999, general: true },
    )
  }
}

/** Lets the caller do what it asks, in the order of the real server: the command, the role, the parameters, the work. */
export function dispatch(command: string, told: ReadonlyMap<string, string>, context: Context): Reply {
  allow(command, context)
  const given = validate(context.world, command, told)
  const { kind } = served[command]
  if (kind === 'list') paging(given)
  const answer = handlerOf(command)(given, context)
  const ok = (body: unknown): Reply => ({ status: 200, envelope: envelopeOf(command), body })
  if (kind === 'list') return ok(pageOf(answer as Listed, given))
  if (kind !== 'job') return ok(answer)
  const accepted = answer as Accepted
  const job = startJob(context.world, context.caller, accepted)
  return ok({ ...(accepted.id === undefined ? {} : { id: accepted.id }), jobid: job.jobid })
}
