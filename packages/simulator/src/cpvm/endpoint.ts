import type { ConsoleEndpoint, ConsoleSession, SystemVm } from '@stratoview/api-client'
import type { Caller } from '../auth/caller.ts'
import { keystoreOf } from '../lifecycle/keystore.ts'
import type { World } from '../world.ts'
import type { ConsoleTraits } from './traits.ts'
import { hasKeyboard, instanceName, keyboardOf, numberOf, type Vm } from './vm.ts'

/** Settings read when the management server starts (`isdynamic: false`), as recorded for `createConsoleEndpoint.wildcard`. */
export interface Address {
  domain: string
  ssl: boolean
  noVnc: boolean
}

/** The address as a new management server has it. Recorded: it stays so, whatever is set, until the server starts again. */
export const plainAddress = { domain: '', ssl: false } as const

export function readSettings(world: World): Address {
  const value = (name: string) => world.tables.configurations.find((row) => row.name === name)?.value
  return {
    domain: String(value('consoleproxy.url.domain') ?? ''),
    ssl: String(value('consoleproxy.sslEnabled')) === 'true',
    noVnc: String(value('novnc.console.default') ?? 'true') !== 'false',
  }
}

const refusal = (details: string): ConsoleEndpoint => ({ success: false, details })

/** States in which there is no console (`unsupportedConsoleVMState`). */
const off = ['Stopped', 'Restoring', 'Error', 'Destroyed']

/** Why this caller gets no console of this VM now; undefined when it does. Recorded: every refusal but the last three. */
export function refuse(world: World, caller: Caller, vm: Vm, traits: ConsoleTraits): ConsoleEndpoint | undefined {
  const { row, type } = vm
  const root = caller.role === 'admin'
  if (!root && type !== 'User') {
    return refusal(caller.role === 'user' ? `Cannot find VM with ID ${numberOf(vm)}` : 'Permission denied')
  }
  if (!root && !mayUse(world, caller, vm)) return refusal('Permission denied')
  const zone = world.find('zones', row.zoneid)
  if (zone?.type === 'Edge') return refusal('Console access is not supported for Edge zones')
  const internal = (text: string) => refusal(`Server Internal Error: ${text}`)
  const known = JSON.stringify({
    id: numberOf(vm),
    instanceName: instanceName(vm),
    state: row.state,
    type,
    uuid: row.id,
  })
  const blank = 'sending blank response for console access request'
  if (off.includes(row.state)) return internal(`VM VM instance ${known} must be running to connect console, ${blank}`)
  if (row.hostid === undefined && row.state !== 'Migrating') {
    return internal(`VM VM instance ${known} lost host info, ${blank}`)
  }
  if (traits.hypervisor === 'LXC') return internal('Console access is not supported for LXC')
  return undefined
}

/** Recorded: what a management server without a proxy says (`createConsoleEndpoint.uservm-proxy-stopped`). */
export const notReady = (): ConsoleEndpoint =>
  refusal('Server Internal Error: Console access will be ready in a few minutes. Please try it again later.')

function mayUse(world: World, caller: Caller, { row }: Vm): boolean {
  if (caller.role === 'domainadmin') return `${row.domainpath}/`.startsWith(`${caller.domainpath}/`)
  if (caller.role !== 'user') return false
  const member = row.projectid !== undefined && world.find('projects', row.projectid) !== undefined
  return member || (row.account === caller.account && row.domainid === caller.domainid)
}

/** Where the console proxies' listener is, when they have one of their own. */
export interface Listening {
  host: string
  port: number
  tls: boolean
}

export interface Granted {
  proxy: SystemVm
  vm: Vm
  token: string
  extra: string | undefined
  traits: ConsoleTraits
  settings: Address
  listening: Listening | undefined
}

/** The answer for a session that was allowed. Recorded: `createConsoleEndpoint.systemvm`, `.router-extra`, `.uservm`. */
export function endpointOf(world: World, granted: Granted): ConsoleEndpoint {
  const { token, extra, traits, listening } = granted
  const { host, port, root } = addressOf(world, granted)
  const url = `${root}${pageOf(world, granted, port)}`
  const websocket = {
    token,
    host,
    port,
    path: 'websockify',
    ...(extra === undefined ? {} : { extra }),
    ...traits.endpoint,
  }
  // An external hypervisor shows its own page and nothing else.
  if (traits.hypervisor === 'External')
    return { success: true, url: `https://${listening?.host ?? host}/console/external` }
  return { success: true, url, websocket }
}

function addressOf(
  world: World,
  { proxy, settings, listening, traits }: Granted,
): { host: string; port: string; root: string } {
  if (listening) {
    const { host, port, tls } = listening
    return { host, port: String(port), root: `${tls ? 'https' : 'http'}://${host}:${port}` }
  }
  const ip = proxy.publicip ?? proxy.privateip ?? ''
  const { domain, ssl } = settings
  const host = domain.startsWith('*') ? `${ip.replaceAll('.', '-')}${domain.slice(1)}` : domain || ip
  const secure = ssl && domain !== ''
  const certificate = traits.certificate ?? keystoreOf(world).hasServer
  return { host, port: secure && certificate ? '8443' : '8080', root: `${secure ? 'https' : 'http'}://${host}` }
}

function pageOf(world: World, { vm, token, extra, traits, settings }: Granted, port: string): string {
  const added = extra === undefined ? '' : `&extra=${extra}`
  if (traits.hypervisor === 'Hyperv' || !settings.noVnc) return `/ajax?token=${token}${added}`
  const dot = world.tables.configurations.find((row) => row.name === 'novnc.console.show.dot')?.value ?? 'true'
  const language = traits.hypervisor === 'VMware' && hasKeyboard(vm) ? `&language=${keyboardOf(vm)}` : ''
  const guest = String(vm.row.osdisplayname ?? '').startsWith('Windows') ? '&guest=windows' : ''
  return `/resource/noVNC/vnc.html?autoconnect=true&show_dot=${String(dot)}&port=${port}&token=${token}${language}${added}${guest}`
}

/** The row of `listConsoleSessions` for a session that nobody has used yet. Fields: reference §7.5. */
export function sessionRow(world: World, caller: Caller, vm: Vm): ConsoleSession {
  return {
    id: world.uuid(),
    created: world.date(),
    domain: world.find('domains', caller.domainid)?.name,
    domainpath: caller.domainpath,
    domainid: caller.domainid,
    account: caller.account,
    accountid: caller.accountid,
    user: caller.username,
    userid: caller.userid,
    virtualmachineid: vm.row.id,
    virtualmachinename: vm.row.name,
    hostid: vm.row.hostid,
    hostname: vm.row.hostname,
    consoleendpointcreatoraddress: '127.0.0.1',
  }
}
