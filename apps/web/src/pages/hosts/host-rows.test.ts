import { expect, test } from 'vitest'
import { hostRank, hostRows } from './host-rows.ts'

const host = (id: string, state: string, resourcestate: string) => ({ id, name: id, state, resourcestate })

test('counts what is on a host, and says nothing of what is not known', () => {
  const rows = hostRows([host('h1', 'Up', 'Enabled'), host('h2', 'Up', 'Enabled')], undefined, [
    { id: 'v', name: 'v-1-VM', state: 'Running', systemvmtype: 'consoleproxy', zoneid: 'z', hostid: 'h1' },
  ])
  expect(rows.map(({ routers, systemVms }) => [routers, systemVms])).toEqual([
    [undefined, 1],
    [undefined, 0],
  ])
})

test('what needs a look comes first', () => {
  const hosts = [
    host('healthy', 'Up', 'Enabled'),
    host('disabled', 'Up', 'Disabled'),
    host('maintenance', 'Up', 'Maintenance'),
    host('down', 'Down', 'Enabled'),
    host('connecting', 'Connecting', 'Enabled'),
  ]
  expect(hosts.toSorted((a, b) => hostRank(a) - hostRank(b)).map(({ id }) => id)).toEqual([
    'down',
    'connecting',
    'maintenance',
    'disabled',
    'healthy',
  ])
})
