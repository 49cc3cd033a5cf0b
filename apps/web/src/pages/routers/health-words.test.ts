import type { HealthCheckResult } from '@stratoview/api-client'
import { describe, expect, it } from 'vitest'
import { falseAlarm, linesOf, sentenceOf, stepsOf } from './health-words.ts'

const now = Date.UTC(2026, 10, 23, 9, 42)
const result = (checkname: string, status: string, checktype = 'basic'): HealthCheckResult => ({
  checkname,
  checktype,
  status,
  success: status === 'SUCCESS',
  lastupdated: '2026-11-23T09:41:47+0000',
})
const contact = result('connectivity.test', 'SUCCESS')
const sentence = (state: string, ...healthcheckresults: HealthCheckResult[]) =>
  sentenceOf({ state, healthcheckresults }, { now }, '13 seconds ago')

describe('the lines', () => {
  it('come worst first, causes before what they cause', () => {
    const lines = linesOf([
      result('dns_check.py', 'SUCCESS', 'advanced'),
      result('dhcp_check.py', 'FAILED', 'advanced'),
      result('cpu_usage_check.py', 'WARNING'),
      result('disk_space_check.py', 'FAILED'),
    ])
    expect(lines.map(({ label }) => label)).toEqual(['disk_space_check', 'dhcp_check', 'cpu_usage_check', 'dns_check'])
    expect(lines.map(({ kind }) => kind)).toEqual(['failing', 'failing', 'warning', 'passing'])
    expect(lines[2]?.means).toBe('CPU use is near the limit')
  })

  it('do not take a skipped check for a warning about the service', () => {
    const skipped = { ...result('haproxy_check.py', 'WARNING'), details: 'No data provided to check, skipping' }
    expect(linesOf([skipped])[0]?.means).toBe('Not checked: nothing to compare with')
  })

  it('name a check that is not CloudStack’s own as a custom one', () => {
    expect(linesOf([result('webserver_check.sh', 'FAILED')])[0]).toMatchObject({
      label: 'webserver_check',
      meaning: undefined,
      means: 'A custom check of this router’s template fails',
    })
  })
})

it('on a shared network dhcp_check and dns_check are told as known false alarms, elsewhere not', () => {
  const nic = (type: string) => ({ nic: [{ id: 'n', traffictype: 'Guest', type }] })
  const failing = linesOf([
    result('dhcp_check.py', 'FAILED', 'advanced'),
    result('dns_check.py', 'SUCCESS', 'advanced'),
  ])
  expect(falseAlarm(nic('Shared'), failing)).toContain('dhcp_check is known to fail')
  expect(falseAlarm(nic('Isolated'), failing)).toBeUndefined()
  expect(falseAlarm(nic('Shared'), linesOf([result('disk_space_check.py', 'FAILED')]))).toBeUndefined()
})

describe('the sentence', () => {
  it('counts what fails and says where to start', () => {
    const failing = [result('disk_space_check.py', 'FAILED'), result('gateways_check.py', 'FAILED')]
    expect(sentence('Running', contact, ...failing, result('cpu_usage_check.py', 'WARNING'))).toEqual({
      kind: 'failing',
      title: '2 of 4 checks fail, 1 warns',
      hint: 'Start with the disk: when it fills up, other checks tend to fail with it.',
    })
    expect(sentence('Running', contact, result('gateways_check.py', 'FAILED'))).toMatchObject({
      title: '1 of 2 checks fails',
      hint: 'A gateway does not answer.',
    })
  })

  it('does not call a router out of contact failing', () => {
    const lost = [result('connectivity.test', 'FAILED'), result('filesystem.writable.test', 'UNKNOWN')]
    expect(linesOf(lost)[0]?.kind).toBe('no-contact')
    expect(sentence('Running', ...lost)).toMatchObject({
      kind: 'no-contact',
      title: 'CloudStack has no contact with this router',
    })
  })

  it('tells never ran, old and all well apart', () => {
    const good = [contact, result('dhcp.service', 'SUCCESS'), result('dns_check.py', 'SUCCESS', 'advanced')]
    expect(sentence('Starting').title).toBe('Its checks have never run')
    expect(sentence('Stopped', ...good)).toMatchObject({
      kind: 'stale',
      hint: 'It is Stopped: these are its results from 13 seconds ago.',
    })
    expect(sentence('Running', ...good)).toEqual({ kind: 'passing', title: 'All 3 checks pass' })
  })
})

it('breaks advice into steps at its sentences, not within a file name', () => {
  expect(
    stepsOf('Look first: logs in /var/log. Rotate them: logrotate -f /etc/logrotate.conf. If it comes back, restart.'),
  ).toEqual([
    'Look first: logs in /var/log.',
    'Rotate them: logrotate -f /etc/logrotate.conf.',
    'If it comes back, restart.',
  ])
})
