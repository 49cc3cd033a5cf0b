import { randomBytes, randomUUID } from 'node:crypto'
import type { ConsoleEndpoint } from '@stratoview/api-client'
import { can } from '@stratoview/api-client/can'
import * as z from 'zod'
import { refuse } from '../error.ts'
import { requireApis } from '../rights.ts'
import type { Session } from '../session.ts'
import type { Desk } from './desk.ts'
import { askEndpoint, checked } from './endpoint.ts'
import { findVm } from './lookup.ts'
import { nameOf, ownerOf, type ConsoleKind, type ConsoleVm } from './seat.ts'
import { ticketMs } from './tickets.ts'
import type { ConsoleUse } from './uses.ts'

const kinds = ['instance', 'router', 'system-vm', 'internal-lb'] as const satisfies ConsoleKind[]

/** The body of `POST /api/consoles`. */
export const consoleRequest = z.strictObject({
  virtualmachineid: z.string().min(1).max(64),
  /** Spares looking in every list. */
  kind: z.enum(kinds).optional(),
  /** Keys, pointer, clipboard, size and power stay here, whatever the page sends. */
  viewOnly: z.boolean().optional(),
  /** Throw out whoever is there. */
  takeover: z.boolean().optional(),
  /** A console of the same sign-in that this one takes the place of: it is nobody to ask about. */
  replaces: z.string().max(64).optional(),
  /** CloudStack's own page instead of the relay. */
  page: z.boolean().optional(),
})
export type ConsoleRequest = z.output<typeof consoleRequest>

/** Why CloudStack's own page is offered: a Hyper-V screen, `novnc.console.default=false`, an external one, or as asked. */
export type PageReason = 'hyper-v' | 'no-novnc' | 'external' | 'asked'

export type ConsoleAnswer =
  | {
      mode: 'relay'
      /** Of the console, for `replaces` and DELETE. */
      id: string
      ticket: string
      /** `/api/consoles/<ticket>`: a WebSocket with subprotocol `binary`, good once. */
      wsPath: string
      /** Milliseconds the ticket is good for. */
      expires: number
      viewOnly: boolean
      vm: ConsoleVm
      /** Who is thrown out by this. */
      inUseBy?: ConsoleUse[]
    }
  /** `pageUrl` holds CloudStack's token: open it with `noopener noreferrer`, keep it nowhere. */
  | { mode: 'page'; pageUrl: string; why: PageReason; reason: string; vm: ConsoleVm }
  /** Nothing was opened: ask again with `takeover`. */
  | { mode: 'in-use'; inUseBy: ConsoleUse[]; vm: ConsoleVm }

const reasons: Record<PageReason, string> = {
  'hyper-v': 'Hyper-V screens are not VNC. CloudStack’s own page shows them.',
  'no-novnc': 'This cloud has noVNC switched off (novnc.console.default). CloudStack’s own page shows the screen.',
  external: 'This VM’s hypervisor has a console of its own.',
  asked: 'CloudStack’s own page, as you asked.',
}

/**
 * Asks CloudStack for a way into a VM's screen and keeps it, or says who is there. Refusals come in CloudStack's words:
 * 403 `forbidden`, 409 `not-running` or `refused`, 503 `no-proxy`; 429 `too-many`; 502 `console-address`.
 */
export async function openConsole(desk: Desk, session: Session, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const { virtualmachineid: id, kind } = request
  const apis = requireApis(session, 'createConsoleEndpoint')
  checkCaps(desk, session, id)
  const vm: ConsoleVm = (await findVm(desk.cloudstack, session, apis, id, kind)) ?? { id }
  if (vm.kind) checkRole(vm.kind, apis)
  // Who may not so much as list it is not told who is there: CloudStack refuses them next.
  const inUseBy = vm.kind ? await watching(desk, session, apis, request) : []
  if (inUseBy.length > 0 && !request.takeover) {
    desk.metrics.answers.inc({ mode: 'in-use' })
    return { mode: 'in-use', inUseBy, vm }
  }
  const extra = randomBytes(32).toString('base64url')
  const endpoint = await askEndpoint(desk, session, id, extra)
  const why = pageReason(endpoint, vm, request)
  if (why) return page(desk, session, endpoint, why, vm)
  const named = checked(desk, endpoint)
  const zones = [vm.zoneid, vm.zonename].filter((zone) => zone !== undefined)
  const viewOnly = request.viewOnly ?? false
  const seat = { id: randomUUID(), vm, user: session.user, owner: ownerOf(session), viewOnly, session }
  const target = { ...named, extra, zones }
  const ticket = desk.tickets.put({ seat, target, takeover: request.takeover ?? false, replaces: request.replaces })
  desk.metrics.answers.inc({ mode: 'relay' })
  const opened = { id: seat.id, ticket, wsPath: `/api/consoles/${ticket}`, expires: ticketMs, viewOnly, vm }
  return { mode: 'relay', ...opened, ...(inUseBy.length > 0 && { inUseBy }) }
}

/** What is on the same screen makes way for the new one, and so does not count: a reload at the limit comes back. */
function checkCaps({ caps, rooms, tickets }: Desk, { user }: Session, vmid: string): void {
  const others = [...rooms.live().map(({ seat }) => seat), ...tickets.seats()].filter(({ vm }) => vm.id !== vmid)
  const own = others.filter((seat) => seat.user.userid === user.userid).length
  if (own >= caps.perUser) {
    throw refuse(429, 'too-many', `You have ${own} consoles open, which is as many as one user may have.`)
  }
  if (others.length >= caps.inAll) {
    throw refuse(429, 'too-many', 'As many consoles are open as Stratoview may relay. Try again later.')
  }
}

/** Only what is about the role: of the VM's state CloudStack itself speaks. */
function checkRole(kind: ConsoleKind, apis: readonly string[]): void {
  const may = can('console', kind, { state: 'Running' }, new Set(apis))
  if (may !== true) throw refuse(403, 'forbidden', may)
}

async function watching(
  { rooms, uses }: Desk,
  session: Session,
  apis: readonly string[],
  { virtualmachineid, replaces }: ConsoleRequest,
): Promise<ConsoleUse[]> {
  const others = await uses.others(session, apis, virtualmachineid)
  const own = rooms
    .of(virtualmachineid)
    .filter(({ relay, seat }) => relay.live && !(seat.id === replaces && seat.owner === ownerOf(session)))
    .map(({ seat, since, client }) => ({
      user: seat.user.username,
      account: seat.user.account,
      since: new Date(since).toISOString(),
      address: client,
      id: seat.id,
      mine: seat.user.userid === session.user.userid,
    }))
  return [...own, ...others]
}

function pageReason({ websocket, url }: ConsoleEndpoint, vm: ConsoleVm, { page: asked }: ConsoleRequest) {
  if (!websocket?.token) return 'external' as const
  if (url && URL.canParse(url) && new URL(url).pathname.startsWith('/ajax')) {
    return vm.hypervisor === 'Hyperv' ? ('hyper-v' as const) : ('no-novnc' as const)
  }
  return asked ? ('asked' as const) : undefined
}

function page(
  { log, metrics }: Desk,
  { user }: Session,
  { url }: ConsoleEndpoint,
  why: PageReason,
  vm: ConsoleVm,
): ConsoleAnswer {
  if (!url || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw refuse(502, 'console-address', 'CloudStack named no page for this console.')
  }
  metrics.answers.inc({ mode: 'page' })
  const { username, account, userid } = user
  log.info({ audit: 'console-page', username, account, userid, vmid: vm.id, vm: nameOf(vm), why }, 'console page given')
  return { mode: 'page', pageUrl: url, why, reason: reasons[why], vm }
}
