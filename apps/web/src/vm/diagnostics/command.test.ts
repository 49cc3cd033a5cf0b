import { describe, expect, test } from 'vitest'
import { callsFor, problemsOf } from './calls.ts'
import { addedTo, addressProblem, paramsProblem, paramsWarning, type Command } from './command.ts'
import { diffLines } from './compare.ts'
import type { SystemVm } from '@stratoview/api-client'

describe('an address', () => {
  test.each([
    ['ping', '10.1.1.1'],
    ['ping', 'db-1.example.com'],
    ['ping6', '2001:db8::1'],
    ['traceroute6', 'example.com'],
    ['arping', '10.1.1.1'],
  ] as const)('%s %s may be sent', (type, address) => expect(addressProblem(type, address)).toBeUndefined())

  test.each([
    ['ping', '', /is needed/],
    ['ping', '-f', /does not begin/],
    ['ping', '10.1.1.1; reboot', /Only letters/],
    ['ping', '$(reboot)', /Only letters/],
    ['ping', '10.1.1.1&&id', /Only letters/],
    ['ping', '10.1.1.300', /above 255/],
    ['ping', '2001:db8::1', /Use ping6/],
    ['ping6', '10.1.1.1', /takes an IPv6/],
    ['arping', 'fe80::1', /IPv4 alone/],
  ] as const)('%s %s may not', (type, address, why) => expect(addressProblem(type, address)).toMatch(why))
})

test('options are held to CloudStack’s own rule, each bad letter named once', () => {
  expect(paramsProblem('-c 4 -i 0.5 -I eth2')).toBeUndefined()
  expect(paramsProblem('; rm -rf /;')).toContain('“;”, “/” here')
  expect(paramsProblem('-c 4\nreboot')).toContain('“\n”')
})

test('what takes longer than CloudStack waits is told before', () => {
  expect(paramsWarning('ping', '-c 100')).toContain('about 100 s')
  expect(paramsWarning('ping', '-c 20 -i 0.2')).toBeUndefined()
  expect(paramsWarning('arping', '')).toContain('-I')
  expect([addedTo('ping', ''), addedTo('ping', '-c 2'), addedTo('traceroute', '-n')]).toEqual(['-c 4', '', '-m 20'])
})

const vm = (id: string) =>
  ({ id, name: `${id}-VM`, systemvmtype: 'consoleproxy', state: 'Running', zoneid: 'z' }) as SystemVm
const command = (more: Partial<Command>): Command => ({
  key: 'a',
  type: 'ping',
  preset: '',
  address: '',
  params: '',
  ...more,
})

test('presets are resolved for each VM, and a VM without one is left out', () => {
  const presets = new Map([
    ['v-1', [{ id: 'gateway', label: 'Gateway', address: '10.0.0.1' }]],
    ['v-2', [{ id: 'gateway', label: 'Gateway', address: '10.0.1.1' }]],
    ['v-3', []],
  ])
  const commands = [command({ preset: 'gateway', params: ' -c  2 ' }), command({ key: 'b', address: 'a.example' })]
  const calls = callsFor([vm('v-1'), vm('v-2'), vm('v-3')], commands, presets)
  expect(calls.map(({ params }) => Object.values(params).join(' '))).toEqual([
    'v-1 ping 10.0.0.1 -c 2',
    'v-1 ping a.example',
    'v-2 ping 10.0.1.1 -c 2',
    'v-2 ping a.example',
    'v-3 ping a.example',
  ])
  expect([...problemsOf([command({}), command({ key: 'b', address: 'ok' })], []).keys()]).toEqual(['a'])
})

test('two outputs stand beside each other, what changed in one row', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc\nd')).toEqual([
    { left: 'a', right: 'a' },
    { left: 'b', right: 'x' },
    { left: 'c', right: 'c' },
    { left: undefined, right: 'd' },
  ])
})
