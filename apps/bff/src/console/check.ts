import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import * as z from 'zod'
import { refuse } from '../error.ts'
import { requireApis } from '../rights.ts'
import type { Session } from '../session.ts'
import type { Desk } from './desk.ts'
import { findVm } from './lookup.ts'
import { askEndpoint, checked } from './endpoint.ts'
import type { Reach } from './probe.ts'
import type { ConsoleVm } from './seat.ts'

/** The body of `POST /api/consoles/check`: any VM that runs in the zone; a console proxy itself will do. */
export const checkRequest = z.strictObject({ virtualmachineid: z.string().min(1).max(64) })

/** How CloudStack names console proxies: by address, by a name made of the address, or all by one name (a balancer's). */
export type ProxyNaming = 'address' | 'wildcard' | 'fixed'

export interface ConsoleCheck {
  vm: ConsoleVm
  naming: ProxyNaming
  /** Where the relay connects, without what opens anything: `ws://192.0.2.3:8080/websockify`. */
  url: string
  secure: boolean
  reach: Reach
}

/** Asks CloudStack for a way in as a console does, and goes as far as the proxy's door. The way in is left unused. */
export async function checkConsole(desk: Desk, session: Session, virtualmachineid: string): Promise<ConsoleCheck> {
  // It names hosts, which is for those who may see system VMs.
  const apis = requireApis(session, 'createConsoleEndpoint', 'listSystemVms')
  const vm = (await findVm(desk.cloudstack, session, apis, virtualmachineid)) ?? { id: virtualmachineid }
  const endpoint = await askEndpoint(desk, session, virtualmachineid, randomBytes(32).toString('base64url'))
  if (!endpoint.websocket?.token)
    throw refuse(409, 'no-websocket', 'This VM’s console is not a WebSocket of a console proxy.')
  const { host, port, secure, path } = checked(desk, endpoint)
  const zones = [vm.zoneid, vm.zonename].filter((zone) => zone !== undefined)
  const reach = await desk.probe({ host, port, secure, zones })
  const authority = host.includes(':') ? `[${host}]` : host
  return { vm, naming: namingOf(host), url: `${secure ? 'wss' : 'ws'}://${authority}:${port}/${path}`, secure, reach }
}

/** `consoleproxy.url.domain` empty, `*.dom` (`1-2-3-4.dom`), or a name: reference "Console path", §1.1. */
function namingOf(host: string): ProxyNaming {
  if (isIP(host) > 0) return 'address'
  return /^\d{1,3}(-\d{1,3}){3}\./.test(host) ? 'wildcard' : 'fixed'
}
