import { scoped, select } from '../list.ts'
import type { Family } from '../handler.ts'
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
