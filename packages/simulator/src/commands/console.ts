import type { ConsoleEndpoint } from '@stratoview/api-client'
import { consolesOf } from '../cpvm/index.ts'
import { findVm } from '../cpvm/vm.ts'
import { scoped, select } from '../list.ts'
import type { Context, Family } from '../handler.ts'
import { truth } from './common.ts'

export const consoleHandlers: Family<'listConsoleSessions'> = {
  listConsoleSessions: (given, { world, caller }) => ({
    key: 'consolesession',
    rows: select(scoped(world.tables.consoleSessions, { ...given, listall: 'true' }, caller), given, {
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
    }),
  }),
}

/** Recorded: `createConsoleEndpoint.*`, `tenant.createConsoleEndpoint.*`: HTTP 200 whatever comes of it. */
export function endpointHandler(
  given: Readonly<Record<string, string | undefined>>,
  { world, caller, listening }: Context,
): { consoleendpoint: ConsoleEndpoint } {
  const vm = findVm(world, given.virtualmachineid ?? '')
  // An id that is known but no VM any more. The text: reference §7.1.
  const consoleendpoint = vm
    ? consolesOf(world).create(caller, vm, given.token, listening)
    : { success: false, details: 'Server Internal Error: VM does not exist' }
  return { consoleendpoint }
}
