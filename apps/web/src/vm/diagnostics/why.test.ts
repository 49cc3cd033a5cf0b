import type { Host, ManagementServer, SystemVm } from '@stratoview/api-client'
import { describe, expect, test } from 'vitest'
import type { Run } from './runs.ts'
import { conclusionOf, stepsOf, type Evidence } from './why.ts'

const now = Date.parse('2026-11-23T09:00:00Z')
const vm = (more: Partial<SystemVm> = {}): SystemVm => ({
  id: 'v-1',
  name: 'v-1-VM',
  systemvmtype: 'consoleproxy',
  state: 'Running',
  zoneid: 'z',
  hostid: 'h',
  dns1: '10.0.0.53',
  privateip: '10.0.0.9',
  agentstate: 'Disconnected',
  version: '4.22.0.0',
  created: '2026-11-01T09:00:00+0000',
  ...more,
})
const host: Host = { id: 'h', name: 'kvm-1', state: 'Up', resourcestate: 'Enabled' } as Host
const server = { id: 'm', name: 'mgmt-1', serviceip: '10.0.0.2' } as ManagementServer

const run = (target: string, answers: boolean, more: Partial<Run> = {}): Run => ({
  key: target,
  batch: 'b',
  vm: { id: 'v-1', name: 'v-1-VM', type: 'SystemVm' },
  type: 'ping',
  label: 'x',
  target,
  params: '',
  started: now,
  state: 'done',
  output: {
    stdout: `4 packets transmitted, ${answers ? 4 : 0} received, ${answers ? 0 : 100}% packet loss`,
    stderr: '',
    exitcode: answers ? '0' : '1',
  },
  ...more,
})

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  vm: vm(),
  host,
  servers: [server],
  others: [vm({ id: 'v-2', name: 'v-2-VM', agentstate: 'Up' })],
  events: [],
  alerts: [],
  minimum: '4.22.0',
  runs: [run('10.0.0.2', true), run('10.0.0.53', true)],
  now,
  ...more,
})

describe('what it comes to', () => {
  test.each<[string, Partial<Evidence>, RegExp]>([
    ['a stopped VM', { vm: vm({ state: 'Stopped' }), runs: [] }, /is stopped/],
    ['one that starts', { vm: vm({ state: 'Starting' }), runs: [] }, /is Starting/],
    ['one that is Up', { vm: vm({ agentstate: 'Up' }) }, /agent is Up now/],
    ['a host that is down', { host: { ...host, state: 'Down' } }, /host kvm-1 is Down/],
    ['a VM just made', { vm: vm({ agentstate: undefined, created: '2026-11-23T08:58:00+0000' }) }, /just starting/],
    [
      'no way to the management server',
      { runs: [run('10.0.0.2', false), run('10.0.0.53', true)] },
      /management server 10\.0\.0\.2 does not answer/,
    ],
    ['no DNS', { runs: [run('10.0.0.2', true), run('10.0.0.53', false)] }, /name server 10\.0\.0\.53 does not/],
    [
      'a host that cannot get in',
      { runs: [run('10.0.0.2', false, { output: { stdout: '', stderr: 'timeout', exitcode: '-1' } })] },
      /Not even its host/,
    ],
    [
      'a command that failed as a job',
      { runs: [run('10.0.0.2', false, { state: 'failed', output: undefined, words: 'no' })] },
      /Not even its host/,
    ],
    ['nobody Up in the zone', { others: [vm({ id: 'v-2' })] }, /rather at the management server/],
    ['an old template', { vm: vm({ version: '4.20.2.0' }) }, /older template/],
    ['all in order', {}, /its agent is what does not work/],
    ['nothing that could be run', { runs: [] }, /Nothing seen from outside/],
  ])('%s', (_, more, lead) => {
    const found = conclusionOf(evidence(more))
    expect(found.lead).toMatch(lead)
    expect(found.final).toBe(true)
    if (!/Up now/.test(found.lead)) expect(found.advice.length).toBeGreaterThan(0)
  })

  test('while a command runs it is not the last word', () => {
    expect(
      conclusionOf(evidence({ runs: [run('10.0.0.2', true, { state: 'running', output: undefined })] })).final,
    ).toBe(false)
  })
})

describe('what was found', () => {
  test('each step says what it saw, and CloudStack’s words stay its own', () => {
    const steps = stepsOf(
      evidence({
        events: [
          {
            id: 'e',
            type: 'PROXY.STOP',
            level: 'ERROR',
            created: '2026-11-23T08:00:00+0000',
            description: 'Error while stopping',
          },
        ],
        alerts: [
          { id: 'a', type: 10, sent: '2026-11-23T08:22:00+0000', description: 'Console proxy is down, proxy [v-1-VM]' },
        ],
      }),
    )
    const byTitle = new Map(steps.map((step) => [step.title, step]))
    expect(byTitle.get('State')?.kind).toBe('passing')
    expect(byTitle.get('Agent')?.kind).toBe('failing')
    expect(byTitle.get('Ping the management server')?.found).toContain('10.0.0.2: 4 of 4')
    expect(byTitle.get('Ping DNS')?.kind).toBe('passing')
    expect(byTitle.get('Agent history')?.said).toContain('Console proxy is down')
    expect(byTitle.get('Last failed job')).toMatchObject({
      found: 'PROXY.STOP',
      said: '2026-11-23T08:00:00+0000 Error while stopping',
    })
    expect(byTitle.get('Template')?.kind).toBe('passing')
    expect(byTitle.get('Others in the zone')?.found).toContain('v-2-VM')
  })

  test('an agent without a record is not a lost one', () => {
    const steps = stepsOf(evidence({ vm: vm({ agentstate: undefined, version: undefined }) }))
    expect(steps.find(({ title }) => title === 'Agent')).toMatchObject({ kind: 'never-ran' })
  })
})
