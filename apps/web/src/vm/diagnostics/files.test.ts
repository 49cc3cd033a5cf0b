import { expect, test } from 'vitest'
import { entriesOf, entryOf, entryProblem, meaningOfFile, missingIn } from './files.ts'
import { countLines, linesOf, parts, textOf } from './search-text.ts'

test('an entry is named as what it is', () => {
  expect(entryOf('iptables')).toMatchObject({ kind: 'word', runs: 'iptables-save' })
  expect(entryOf('[IPTABLES]')).toMatchObject({ kind: 'word', runs: 'iptables-save' })
  expect(entryOf('/var/log/cloud.log').kind).toBe('path')
  expect(entryOf('[myscript.sh]')).toMatchObject({ kind: 'script', runs: '/opt/cloud/bin/myscript.sh' })
})

test('every default of a 4.22 server has a meaning', () => {
  const router =
    'iptables,ipaddr,iprule,iproute,/etc/cloudstack-release,/etc/dnsmasq.conf,/etc/dhcphosts.txt,/etc/dhcpopts.txt,/etc/dnsmasq.d/cloud.conf,/etc/dnsmasq-resolv.conf,/var/lib/misc/dnsmasq.leases,/var/log/dnsmasq.log,/etc/hosts,/etc/resolv.conf,/etc/haproxy/haproxy.cfg,/var/log/haproxy.log,/etc/ipsec.d/l2tp.conf,/var/log/cloud.log,/var/log/routerServiceMonitor.log,/var/log/daemon.log'
  const system =
    '/usr/local/cloud/systemvm/conf/agent.properties,/usr/local/cloud/systemvm/conf/consoleproxy.properties,/var/log/patchsystemvm.log'
  const all = [...entriesOf(router), ...entriesOf(system)]
  expect(all).toHaveLength(23)
  expect(all.filter((entry) => meaningOfFile(entry) === undefined)).toEqual([])
})

test.each([
  ['/var/log/messages', undefined],
  ['/var/log/cloud*.log', undefined],
  ['[check.py]', undefined],
  ['var/log', /begins with/],
  ['/a,/b', /One entry at a time/],
  ['[a;reboot]', /square brackets/],
  ['[$(id)]', /square brackets/],
  ['/tmp/$(id)', /may hold/],
  ['/tmp/a b', /may hold/],
])('%s', (entry, why) => {
  if (why === undefined) expect(entryProblem(entry)).toBeUndefined()
  else expect(entryProblem(entry)).toMatch(why)
})

test('what was not found is read from fileinfo.txt', () => {
  expect(missingIn('/etc/hosts\n/etc/ipsec.d/l2tp.conf File Not Found!!\n/xFile Not Found!!\n')).toEqual([
    '/etc/ipsec.d/l2tp.conf',
    '/x',
  ])
})

test('lines are found whatever their case, and the words marked', () => {
  const text = 'one Error\ntwo\nERROR three error\n'
  expect(countLines(text, 'error')).toBe(2)
  expect(linesOf(text, 'error').map(({ number }) => number)).toEqual([1, 3])
  expect(linesOf(text, '')).toHaveLength(3)
  expect(parts('ERROR three error', 'error')).toEqual(['', 'ERROR', ' three ', 'error', ''])
  expect(parts('.*(', '.*(')).toEqual(['', '.*(', ''])
  expect(parts('İx', 'x')).toEqual(['İx'])
  expect(textOf(new Uint8Array([80, 75, 0, 1]))).toBeUndefined()
})
