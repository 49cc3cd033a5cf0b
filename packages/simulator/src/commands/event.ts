import type { Alert, Event } from '@stratoview/api-client'
import { timeOf } from '@stratoview/api-client/health'
import { badParameter } from '../api-error.ts'
import type { Context, Family, Given } from '../handler.ts'
import { paging, scoped, select } from '../list.ts'
import { truth } from './common.ts'

/** `2026-11-23`, `2026-11-23 08:50:00` or the wire's own form; a day alone ends with itself (reference §1.1). */
function moment(text: string, end: boolean): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text)
  const told = day
    ? `${text}T${end ? '23:59:59' : '00:00:00'}Z`
    : text.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  const at = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(told) ? told : `${told}Z`)
  if (Number.isNaN(at)) throw badParameter(`Unable to parse date ${text}`)
  return at
}

/** Newest first, as pages are cut. */
const newestFirst = <Row>(rows: readonly Row[], date: (row: Row) => string) =>
  rows
    .map((row, index) => ({ row, index, at: timeOf(date(row)) }))
    .sort((a, b) => b.at - a.at || b.index - a.index)
    .map(({ row }) => row)

/**
 * A page of events is the newest ones, but inside a page they stand by account and then oldest first (recorded:
 * `listEvents`, `.page2`, `.router`), so a client must sort.
 */
function asRecorded(newest: Event[], given: object, accounts: readonly string[]): Event[] {
  const { from, size } = paging(given as Record<string, string | undefined>)
  const page = newest.slice(from, from + size).toReversed()
  const order = (event: Event) => accounts.indexOf(event.account ?? '')
  page.sort((a, b) => order(a) - order(b))
  return [...newest.slice(0, from), ...page, ...newest.slice(from + size)]
}

const matching = (given: Given<'archiveAlerts'>) => (alert: Alert) => {
  const ids = given.ids?.split(',')
  return (
    (ids === undefined || ids.includes(alert.id)) &&
    (given.type === undefined || String(alert.type) === given.type) &&
    (given.enddate === undefined || timeOf(alert.sent) <= moment(given.enddate, true)) &&
    (given.startdate === undefined || timeOf(alert.sent) >= moment(given.startdate, false))
  )
}

function requireOne(given: Given<'archiveAlerts'>): void {
  if (!given.ids && !given.type && !given.enddate) {
    throw badParameter('either ids, type or enddate must be specified', 4350)
  }
  if (given.startdate && !given.enddate) {
    throw badParameter('enddate must be specified with startdate parameter', 4350)
  }
}

/** Archived ones are never listed either (reference). */
function takeOut(given: Given<'archiveAlerts'>, { world }: Context): { success: boolean } {
  requireOne(given)
  const match = matching(given)
  world.tables.alerts = world.tables.alerts.filter((alert) => !match(alert))
  return { success: true }
}

export const eventHandlers: Family<'listEvents' | 'listAlerts' | 'listAlertTypes' | 'archiveAlerts' | 'deleteAlerts'> =
  {
    listEvents: (given, { world, caller }) => {
      if (given.resourceid !== undefined && given.resourcetype === undefined) {
        throw badParameter('resourceid parameter must be used with resourcetype parameter', 4350)
      }
      const found = select(scoped(world.tables.events, given, caller), given, {
        same: ['id', 'type', 'level', 'state', 'resourceid', 'resourcetype'],
        keyword: ['type', 'description', 'level'],
        by: {
          startdate: (event, date) => timeOf(event.created) >= moment(date, false),
          enddate: (event, date) => timeOf(event.created) <= moment(date, true),
          startid: (event, id) => event.id === id || event.parentid === id,
          archived: (event, flag) => (event.archived === true) === truth(flag),
        },
      })
      const accounts = ['system', ...world.tables.accounts.map((account) => account.name)]
      return {
        key: 'event',
        rows: asRecorded(
          newestFirst(found, (event) => event.created),
          given,
          accounts,
        ),
      }
    },
    listAlerts: (given, { world }) => ({
      key: 'alert',
      rows: newestFirst(
        select(world.tables.alerts, given, { same: ['id', 'type', 'name'], keyword: ['description'] }),
        (alert) => alert.sent,
      ),
    }),
    listAlertTypes: (_, { world }) => ({ key: 'alerttype', rows: world.tables.alertTypes }),
    archiveAlerts: takeOut,
    deleteAlerts: takeOut,
  }
