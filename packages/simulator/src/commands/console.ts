import type { ConsoleEndpoint } from '@stratoview/api-client'
import type { Caller } from '../auth/caller.ts'
import { consolesOf } from '../cpvm/index.ts'
import { findVm } from '../cpvm/vm.ts'
import { scoped, select } from '../list.ts'
import type { Context, Family } from '../handler.ts'
import type { World } from '../world.ts'
import { truth } from './common.ts'

const sessionsOf = (world: World, caller: Caller, given: object) =>
  scoped(world.tables.consoleSessions, { ...given, listall: 'true' }, caller)

export const consoleHandlers: Family<'listConsoleSessions'> = {
  listConsoleSessions: (given, { world, caller }) => ({
    key: 'consolesession',
    // `activeonly` is true unless told otherwise, and wins over `acquired` (reference §7.5).
    rows: select(
      sessionsOf(world, caller, given),
      { activeonly: 'true', ...given },
      {
        same: [
          'id',
          'accountid',
          'userid',
          'domainid',
          'hostid',
          'virtualmachineid',
          'clientaddress',
          'consoleendpointcreatoraddress',
        ],
        keyword: ['virtualmachinename', 'user', 'account'],
        by: {
          activeonly: (session, flag) =>
            !truth(flag) || (session.acquired !== undefined && session.removed === undefined),
          acquired: (session, flag) => !truth(flag) || session.acquired !== undefined,
        },
      },
    ),
  }),
}

/** Recorded: `createConsoleEndpoint.*`, `tenant.createConsoleEndpoint.*`: HTTP 200 whatever comes of it. */
export function endpointHandler(
  given: Readonly<Record<string, string | undefined>>,
  { world, caller, listening }: Context,
): { consoleendpoint: ConsoleEndpoint } {
  const vm = findVm(world, given.virtualmachineid ?? '')
  if (vm) return { consoleendpoint: consolesOf(world).create(caller, vm, given.token, listening) }
  // The id of a VM that is gone; its number went with its row. The text is the recorded one of a VM that is not to be had.
  return { consoleendpoint: { success: false, details: 'Cannot find VM with ID 0' } }
}
