import { describe, expect, test } from 'vitest'
import { can, commandOf, type Verb, verbCommands, type VmKind } from './can.ts'
import { roleCommands } from './index.ts'

const root: ReadonlySet<string> = new Set(roleCommands)
const kinds: VmKind[] = ['router', 'system-vm', 'internal-lb', 'instance']
const up = { state: 'Running', guestnetworkid: 'n-1' }

describe('states', () => {
  test.each<[Verb, string, true | string]>([
    ['start', 'Stopped', true],
    ['start', 'Running', 'It is already running'],
    ['start', 'Starting', 'Only a stopped router can be started; this one is Starting'],
    ['start', 'Error', 'Only a stopped router can be started; this one is Error'],
    ['stop', 'Running', true],
    ['stop', 'Stopped', 'It is already stopped'],
    ['stop', 'Migrating', 'Only a running router can be stopped without force; this one is Migrating'],
    ['force-stop', 'Migrating', true],
    ['force-stop', 'Stopped', 'It is already stopped'],
    ['force-stop', 'Error', 'Only a router that is up can be stopped; this one is Error'],
    ['reboot', 'Running', true],
    ['reboot', 'Stopped', 'It is stopped: start it instead'],
    ['force-reboot', 'Stopping', 'Only a running router can be rebooted; this one is Stopping'],
    ['destroy', 'Running', true],
    ['destroy', 'Stopped', true],
    ['destroy', 'Error', true],
    ['destroy', 'Starting', 'Wait until it has settled: it is Starting'],
    ['destroy', 'Expunging', 'It is already being destroyed'],
    ['health-checks', 'Running', true],
    ['health-checks', 'Stopped', 'Only a running router can be checked; this one is Stopped'],
    ['migrate', 'Running', true],
    ['migrate', 'Stopped', true],
    ['migrate', 'Starting', 'Only a running or a stopped router can be moved; this one is Starting'],
    ['scale', 'Stopped', true],
    ['scale', 'Migrating', 'Only a running or a stopped router changes its offering; this one is Migrating'],
    ['console', 'Migrating', true],
    ['console', 'Stopped', 'Only a router that is up has a console; this one is Stopped'],
    ['comment', 'Error', true],
    ['restart-network', 'Stopped', true],
  ])('%s of a router that is %s', (verb, state, answer) => {
    expect(can(verb, 'router', { ...up, state }, root)).toBe(answer)
  })

  test.each(kinds)('a state we have never heard of stops neither the console nor a comment on a %s', (kind) => {
    for (const verb of ['console', 'comment'] as const) expect(can(verb, kind, { state: 'Shiny' }, root)).toBe(true)
    expect(can('stop', kind, { state: 'Shiny' }, root)).toMatch(/this one is Shiny$/)
  })

  test('no console while the host is offline', () => {
    expect(can('console', 'router', { ...up, hostcontrolstate: 'Offline' }, root)).toBe('Its host is offline')
  })

  test('what moves depends on the hypervisor and the host', () => {
    expect(can('migrate', 'router', { ...up, hostcontrolstate: 'Offline' }, root)).toBe('Its host is offline')
    expect(can('migrate', 'system-vm', { state: 'Stopped', hypervisor: 'XenServer' }, root)).toMatch(
      /keeps its storage/,
    )
    expect(can('patch', 'system-vm', { state: 'Stopped' }, root)).toBe(
      'Only a running system VM can be patched; this one is Stopped',
    )
  })

  test('a router of a VPC does not change its network’s offering', () => {
    expect(can('resize-network', 'router', up, root)).toBe(true)
    expect(can('resize-network', 'router', { ...up, vpcid: 'v' }, root)).toMatch(/VPC offering/)
  })

  test('a router that serves no network has none to restart', () => {
    expect(can('restart-network', 'router', { state: 'Running' }, root)).toBe('This router serves no network')
  })
})

describe('roles', () => {
  test('a read-only admin is told which command is missing', () => {
    const apis = new Set(['listRouters', 'listSystemVms', 'getRouterHealthCheckResults'])
    expect(can('stop', 'router', up, apis)).toBe('Your role may not call stopRouter')
    expect(can('console', 'router', up, apis)).toBe('Your role may not call createConsoleEndpoint')
    expect(can('health-checks', 'router', up, apis)).toBe(true)
  })

  test('the role is told before the state: it will not change', () => {
    expect(can('start', 'system-vm', up, new Set())).toBe('Your role may not call startSystemVm')
  })

  test('a domain admin opens consoles of instances, not of routers', () => {
    const apis = new Set(['listRouters', 'createConsoleEndpoint'])
    expect(can('console', 'instance', up, apis)).toBe(true)
    expect(can('console', 'internal-lb', up, apis)).toBe(
      'Only a root admin may open the console of an internal load balancer',
    )
  })

  test("a VPC router's network is its VPC, and so is the command the role needs", () => {
    const object = { ...up, vpcid: 'v-1' }
    expect(commandOf('restart-network', 'router', object)).toBe('restartVPC')
    expect(can('restart-network', 'router', object, new Set(['restartNetwork']))).toBe(
      'Your role may not call restartVPC',
    )
  })
})

describe('what a kind has not got', () => {
  test.each<[Verb, VmKind, string]>([
    ['reboot', 'internal-lb', 'CloudStack has no command to reboot an internal load balancer'],
    ['destroy', 'internal-lb', 'CloudStack has no command to destroy an internal load balancer'],
    ['health-checks', 'internal-lb', 'CloudStack has no command to check the health of an internal load balancer'],
    ['restart-network', 'system-vm', 'CloudStack has no command to restart the network of a system VM'],
    ['patch', 'router', 'CloudStack has no command to patch a router'],
    ['destroy', 'instance', 'Instances are not destroyed from here'],
  ])('%s of %s', (verb, kind, answer) => {
    expect(can(verb, kind, up, root)).toBe(answer)
  })

  test('every command of every verb is one a role can be asked about', () => {
    for (const kind of kinds)
      for (const [verb, command] of Object.entries(verbCommands[kind])) {
        expect(roleCommands, `${verb} of ${kind}`).toContain(command)
        const fit = { state: verb === 'start' ? 'Stopped' : 'Running', guestnetworkid: 'n', agentstate: 'Up' }
        expect(can(verb as Verb, kind, fit, root)).toBe(true)
      }
  })
})
