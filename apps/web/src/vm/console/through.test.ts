import { expect, test } from 'vitest'
import { throughOf } from './through.ts'

const proxy = (name: string, zoneid: string, more: object = {}) => ({
  id: name,
  name,
  zoneid,
  state: 'Running',
  systemvmtype: 'consoleproxy',
  ...more,
})
const systemVms = [
  proxy('v-1', 'a'),
  proxy('v-2', 'b'),
  proxy('v-3', 'b'),
  proxy('v-4', 'a', { state: 'Stopped' }),
  proxy('s-5', 'a', { systemvmtype: 'secondarystoragevm' }),
]
const hosts = [{ id: 'h1', zoneid: 'a' }]
const names = (session: Parameters<typeof throughOf>[0]) => {
  const { proxies, sure } = throughOf(session, systemVms, hosts)
  return [proxies.map(({ name }) => name), sure]
}

test('one of ours is known by the address it was reached at', () => {
  expect(names({ vm: { id: 'x', zoneid: 'b' }, proxy: { id: 'v-2' } })).toEqual([['v-2'], true])
})

test('of the others it is whichever runs in the zone of the VM’s host', () => {
  expect(names({ vm: { id: 'x' }, hostid: 'h1' })).toEqual([['v-1'], false])
  expect(names({ vm: { id: 'x', zoneid: 'b' } })).toEqual([['v-2', 'v-3'], false])
})

test('nothing is claimed where the zone is not known', () => {
  expect(names({ vm: { id: 'x' }, hostid: 'elsewhere' })).toEqual([[], false])
})
