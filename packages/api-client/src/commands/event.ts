import * as z from 'zod'
import { act, flag, id, list, paging, project, scope, success, text, whole } from '../define.ts'

/** Newest first. Recorded: `listEvents`, `listEvents.router`, `listEvents.systemvm`. */
export const event = z.looseObject({
  id: z.string(),
  type: z.string(),
  /** INFO, WARN or ERROR. */
  level: z.string(),
  description: z.string().optional(),
  username: z.string().optional(),
  account: z.string().optional(),
  projectid: z.string().optional(),
  project: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  resourceid: z.string().optional(),
  resourcetype: z.string().optional(),
  resourcename: z.string().optional(),
  created: z.string(),
  /** Created, Scheduled, Started or Completed. */
  state: z.string().optional(),
  /** The event of the same action that came first. */
  parentid: z.string().optional(),
  archived: z.boolean().optional(),
})
export type Event = z.output<typeof event>

/** Newest first, archived ones left out. Recorded: `listAlerts`. */
export const alert = z.looseObject({
  id: z.string(),
  type: z.number(),
  name: z.string().optional(),
  description: z.string().optional(),
  sent: z.string(),
})
export type Alert = z.output<typeof alert>

/** Number 32 is shared by three names. Recorded: `listAlertTypes`. */
export const alertType = z.looseObject({ alerttypeid: z.number(), name: z.string() })
export type AlertType = z.output<typeof alertType>

/** At least one must be told; `startdate` needs `enddate`. `ids` is comma-separated. */
const which = {
  ids: text.optional(),
  type: text.optional(),
  startdate: text.optional(),
  enddate: text.optional(),
}

export const eventCommands = {
  listEvents: list('event', event, {
    id: id.optional(),
    type: text.optional(),
    level: text.optional(),
    state: text.optional(),
    startdate: text.optional(),
    enddate: text.optional(),
    duration: whole.optional(),
    entrytime: whole.optional(),
    startid: id.optional(),
    /** Needs `resourcetype`: SystemVm for what operators did, VirtualMachine for migrations and starts (recorded). */
    resourceid: text.optional(),
    resourcetype: text.optional(),
    archived: flag.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  listAlerts: list('alert', alert, {
    id: id.optional(),
    type: text.optional(),
    name: text.optional(),
    ...paging,
  }),
  listAlertTypes: list('alerttype', alertType, {}),
  archiveAlerts: act(success, which),
  deleteAlerts: act(success, which),
} as const
