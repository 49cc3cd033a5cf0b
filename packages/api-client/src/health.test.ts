import { describe, expect, test } from 'vitest'
import type { HealthCheckResult } from './commands/router.ts'
import { meaningOf } from './check-meanings.ts'
import { checkLabel, health, statusOf, timeOf, verdicts, worst } from './health.ts'

const now = Date.parse('2026-11-23T09:42:00Z')
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString().replace('.000Z', '+0000')

function result(checkname: string, status = 'SUCCESS', more: Partial<HealthCheckResult> = {}): HealthCheckResult {
  return { checkname, checktype: 'basic', success: status === 'SUCCESS', status, lastupdated: at(1), ...more }
}
const contact = result('connectivity.test')
const writable = result('filesystem.writable.test')
const disk = result('disk_space_check.py')
const dhcp = result('dhcp_check.py', 'SUCCESS', { checktype: 'advanced', lastupdated: at(9) })
const healthy = [contact, writable, disk, dhcp]

const of = (healthcheckresults: HealthCheckResult[] | undefined, state = 'Running', options = {}) =>
  health({ state, healthcheckresults }, { now, ...options })

describe('the verdict', () => {
  test('passing, with counts and the age of the oldest result of each kind', () => {
    expect(of(healthy)).toEqual({
      basic: { verdict: 'passing', total: 3, passed: 3, failing: [], warning: [], unknown: [], oldest: at(1) },
      advanced: { verdict: 'passing', total: 1, passed: 1, failing: [], warning: [], unknown: [], oldest: at(9) },
    })
  })

  test('a warning and an unknown are not failures, though CloudStack says `success: false` of both', () => {
    const { basic } = of([...healthy, result('cpu_usage_check.py', 'WARNING'), result('gateways_check.py', 'UNKNOWN')])
    expect(basic).toMatchObject({
      verdict: 'warning',
      total: 5,
      passed: 3,
      failing: [],
      warning: ['cpu_usage_check.py'],
      unknown: ['gateways_check.py'],
    })
    expect(of([...healthy, result('gateways_check.py', 'UNKNOWN')]).basic.verdict).toBe('unknown')
  })

  test('one failure wins over all else', () => {
    const bad = result('gateways_check.py', 'FAILED', { lastupdated: at(600) })
    const { basic } = of([...healthy, result('cpu_usage_check.py', 'WARNING'), bad])
    expect(basic).toMatchObject({ verdict: 'failing', failing: ['gateways_check.py'], oldest: at(600) })
  })

  test('out of contact is not failing, and the advanced results are gone with it (recorded: no-contact)', () => {
    const both = of([result('connectivity.test', 'FAILED'), result('filesystem.writable.test', 'UNKNOWN')])
    expect(both.basic).toMatchObject({
      verdict: 'no-contact',
      total: 2,
      passed: 0,
      failing: [],
      unknown: ['filesystem.writable.test'],
    })
    expect(both.advanced).toMatchObject({ verdict: 'no-contact', total: 0, oldest: at(1) })
    expect(of([result('connectivity.test', 'UNKNOWN')]).basic.verdict).toBe('no-contact')
  })

  test('a read-only disk fails, and says nothing of the advanced checks', () => {
    const both = of([contact, result('filesystem.writable.test', 'FAILED')])
    expect(both.basic).toMatchObject({ verdict: 'failing', failing: ['filesystem.writable.test'] })
    expect(both.advanced.verdict).toBe('unknown')
  })

  test.each([[undefined], [[]], [[contact, writable]]])('never ran: %j', (results) => {
    expect(worst(of(results))).toBe('never-ran')
    expect(of(results).advanced.verdict).toBe('never-ran')
  })

  test.each(['Stopped', 'Stopping', 'Starting', 'Error'])('a %s router has old results, whatever they say', (state) => {
    const both = of([...healthy, result('gateways_check.py', 'FAILED')], state)
    expect(both.basic).toMatchObject({ verdict: 'stale', failing: ['gateways_check.py'] })
    expect(both.advanced.verdict).toBe('stale')
    expect(worst(of([], state))).toBe('never-ran')
  })
})

describe('stale', () => {
  const aged = (minutes: number, checktype = 'basic') => [
    contact,
    result('disk_space_check.py', 'SUCCESS', { checktype, lastupdated: at(minutes) }),
  ]
  test('three intervals and the time CloudStack takes to fetch', () => {
    expect(of(aged(19)).basic.verdict).toBe('passing')
    expect(of(aged(19.1)).basic.verdict).toBe('stale')
    expect(of(aged(40, 'advanced')).advanced.verdict).toBe('passing')
    expect(of(aged(40.1, 'advanced')).advanced.verdict).toBe('stale')
  })

  test('the intervals are those of the settings; 0 is never scheduled', () => {
    expect(of(aged(50), 'Running', { basicInterval: 15 }).basic.verdict).toBe('passing')
    expect(of(aged(12), 'Running', { fetchInterval: 1 }).basic.verdict).toBe('stale')
    expect(of(aged(9999), 'Running', { basicInterval: 0 }).basic.verdict).toBe('passing')
  })

  test('a result without a time, or with none we can read, has no age', () => {
    const results = [
      result('a.py', 'SUCCESS', { lastupdated: undefined }),
      result('b.py', 'SUCCESS', { lastupdated: 'soon' }),
    ]
    expect(of(results).basic).toMatchObject({ verdict: 'passing', total: 2 })
    expect(of(results).basic.oldest).toBeUndefined()
  })
})

describe('a status', () => {
  test.each([
    [{ status: 'SUCCESS', success: true }, 'SUCCESS'],
    [{ status: 'FAILED', success: false }, 'FAILED'],
    [{ status: 'WARNING', success: false }, 'WARNING'],
    [{ status: 'UNKNOWN', success: false }, 'UNKNOWN'],
    [{ status: 'sideways', success: true }, 'UNKNOWN'],
    [{ success: true }, 'SUCCESS'],
    [{ success: false }, 'FAILED'],
    [{}, 'UNKNOWN'],
  ] as const)('%j is %s', (given, status) => {
    expect(statusOf(given)).toBe(status)
  })

  test('before 4.22 `success` alone decides', () => {
    const old = (checkname: string, success: boolean) => ({ checkname, checktype: 'basic', success })
    expect(of([old('connectivity.test', true), old('disk_space_check.py', false)]).basic).toMatchObject({
      verdict: 'failing',
      failing: ['disk_space_check.py'],
    })
  })
})

describe('names', () => {
  test('every check of 4.22 has its meaning', () => {
    const own = `connectivity.test filesystem.writable.test dhcp.service loadbalancing.service ssh.service
      webserver.service cpu_usage_check.py disk_space_check.py gateways_check.py memory_usage_check.py
      router_version_check.py dhcp_check.py dns_check.py haproxy_check.py iptables_check.py`.split(/\s+/)
    for (const name of own) {
      const meaning = meaningOf(name)
      expect(meaning, name).toBeDefined()
      for (const words of Object.values(meaning ?? {})) expect(words).toMatch(/^[A-Z].{10,}/)
    }
    expect(meaningOf('dhcp_check.py')?.means).toBe('An instance is missing from DHCP')
  })

  test.each(['conntrack_check.sh', 'constructor', '__proto__', 'toString', '', '<b>dhcp_check.py</b>'])(
    '%j is a custom check',
    (name) => {
      expect(meaningOf(name)).toBeUndefined()
      expect(of([contact, result(name, 'FAILED')]).basic.failing).toEqual([name])
    },
  )

  test('a label drops the script’s ending and nothing else', () => {
    expect(checkLabel('dhcp_check.py')).toBe('dhcp_check')
    expect(checkLabel('conntrack.sh')).toBe('conntrack')
    expect(checkLabel('connectivity.test')).toBe('connectivity.test')
    expect(checkLabel('.pyre')).toBe('.pyre')
    const long = '\u202Eevil'.repeat(2000)
    expect(checkLabel(long)).toBe(long)
  })
})

test('the worse of the two decides', () => {
  expect(worst(of([...healthy, result('dns_check.py', 'FAILED', { checktype: 'advanced' })]))).toBe('failing')
  expect(worst(of(healthy))).toBe('passing')
  expect(verdicts).toHaveLength(new Set(verdicts).size)
})

test('CloudStack’s time is read with its zone', () => {
  expect(timeOf('2026-11-23T09:40:46+0000')).toBe(Date.UTC(2026, 10, 23, 9, 40, 46))
  expect(timeOf('2026-11-23T09:40:46-0530')).toBe(Date.UTC(2026, 10, 23, 15, 10, 46))
  expect(timeOf('yesterday')).toBeNaN()
})
