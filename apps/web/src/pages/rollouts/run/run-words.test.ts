import type { Report, Run, RunAnswer, RunItem } from '@stratoview/bff/app'
import { expect, test } from 'vitest'
import { aboutText, spanText, stateWords } from '../../../vm/rollouts/words.ts'
import { stopText } from './Banners.tsx'
import { pairingOf } from './columns.tsx'
import { aheadOf, interruptionText, progressWords, stepText, toneOf, versionsText, wasOf } from './item-words.ts'
import { KEPT, mergeAnswer, mergeEvents } from './merge.ts'
import { interruptionLines, leftLines, movedOf, versionLines } from './report-facts.ts'
import { reportText } from './ReportPanel.tsx'

const counts = { waiting: 15, active: 2, done: 6, failed: 1, skipped: 0, left: 0 }
const run: Run = {
  id: '37',
  title: 'Upgrade routers of fra-1',
  kind: 'upgrade',
  method: 'restart-router',
  scope: { by: 'zone', id: 'z1' },
  options: { parallel: 2, stopAfter: 2, gate: 'no-worse', patience: 20 },
  owner: { username: 'admin', account: 'admin', domainid: 'd' },
  actsAs: 'admin',
  state: 'running',
  failures: 1,
  created: 0,
  counts,
  remainingMs: null,
  rev: 9,
  seen: 0,
}
const item = (name: string, over: Partial<RunItem> = {}): RunItem => ({
  id: `i-${name}`,
  subject: { type: 'router', id: name, name },
  vms: [{ id: name, name }],
  network: { type: 'network', id: 'n1', name: 'net-web' },
  step: 'waiting',
  since: 0,
  attempt: 0,
  expected: { ms: 51_000, from: 'measured', samples: 3 },
  rev: 1,
  ...over,
})

test('a change replaces its item alone, and an answer without one keeps the list itself', () => {
  const before: RunAnswer = { run, items: [item('r-1'), item('r-2')] }
  const newer = item('r-2', { step: 'done' })
  const after = mergeAnswer(before, { run, items: [newer] })
  expect(after.items[0]).toBe(before.items[0])
  expect(after.items[1]).toBe(newer)
  expect(mergeAnswer(before, { run, items: [] }).items).toBe(before.items)
})

test('log lines come once, and the page keeps the last of them', () => {
  const line = (seq: number) => ({ seq, at: 0, level: 'info', text: `${seq}` }) as const
  expect(mergeEvents([line(1), line(2)], [line(2), line(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3])
  const many = Array.from({ length: KEPT + 5 }, (_, seq) => line(seq))
  expect(mergeEvents([], many)[0]?.seq).toBe(5)
})

test('says how close the run is to stopping', () => {
  expect(stopText(run)).toBe('One more failure stops the run.')
  expect(stopText({ ...run, options: { ...run.options, stopAfter: 5 } })).toBe('4 more failures stop the run.')
  expect(stopText({ ...run, options: { ...run.options, stopAfter: 0 } })).toBe('The run goes on whatever fails.')
  expect(stopText({ ...run, state: 'paused' })).toBe('')
})

test('an item says its step, its versions and what was measured, and an estimate says about', () => {
  const done = item('r-1', {
    step: 'done',
    before: [{ id: '1', name: 'r-1', state: 'Running', version: '4.20.2' }],
    after: [{ id: '1', name: 'r-1', state: 'Running', version: '4.22.0' }],
    healthAfter: { at: 0, verdict: 'passing', failing: [] },
    interruption: { ms: 0, within: 1000 },
  })
  expect(stepText(done)).toBe('All checks pass on 4.20.2 → 4.22.0')
  expect(versionsText(item('r-1'))).toBeUndefined()
  const fresh = { before: [{ ...done.before![0]!, version: 'UNKNOWN' }], after: done.after }
  expect(versionsText({ ...done, ...fresh })).toBe('4.22.0')
  expect(interruptionText(done)).toBe('none')
  expect(interruptionText(item('r-1'))).toBe('about 51 s')
  expect(interruptionText(item('r-1', { step: 'acting' }))).toBeUndefined()
  expect(stepText(item('r-1', { step: 'failed', why: 'It did not come back', said: 'Job failed' }))).toBe(
    'It did not come back: Job failed',
  )
  expect([item('a'), item('b', { step: 'settling' }), item('c', { step: 'skipped' })].map(toneOf)).toEqual([
    'waiting',
    'running',
    'left',
  ])
})

test('what waits says what it is, and which of its pair it waits for', () => {
  const pair = (redundantstate: string) => item('r-640-VM', { pair: { redundantstate, other: 'r-641-VM' } })
  expect(stepText(pair('PRIMARY'))).toBe('waiting: after r-641-VM')
  expect(stepText(pair('BACKUP'))).toBe('waiting: first, then r-641-VM')
  expect(stepText({ ...pair('BACKUP'), why: 'The host is not up' })).toBe('waiting: The host is not up')
  expect(stepText(item('r-640-VM', { pair: { redundantstate: 'PRIMARY' } }))).toBe('waiting')
  expect(wasOf(pair('PRIMARY'))).toBe('PRIMARY')
  const before = [{ id: '1', name: 'r-640-VM', state: 'Running', redundantstate: 'BACKUP' }]
  expect(wasOf({ ...pair('PRIMARY'), before })).toBe('BACKUP')
  const line = [item('a', { step: 'done' }), item('b'), item('c'), item('d')]
  expect(aheadOf(line, line[3]!)).toBe(2)
})

test('an interruption that nobody can have seen is not called none', () => {
  const seen = (ms: number, within: number) =>
    interruptionText(item('a', { step: 'done', interruption: { ms, within } }))
  expect([seen(0, 1_000), seen(0, 16_000), seen(51_000, 1_000)]).toEqual(['none', 'under 16 s', '51 s'])
})

test('two routers of one network are a pair, one alone is none', () => {
  const [a, b, c] = [item('r-1'), item('r-2'), item('r-3', { network: { type: 'vpc', id: 'v', name: 'v' } })]
  const { key } = pairingOf([a, b, c])
  expect([a, b, c].map(key)).toEqual(['n1', 'n1', undefined])
})

test('states and times in words', () => {
  expect(stateWords(run).word).toBe('Running')
  expect(stateWords({ ...run, standing: { code: 'window', text: '' } }).word).toBe('Waiting')
  expect(stateWords({ ...run, state: 'ended', outcome: 'with-failures' })).toEqual({
    word: 'Ended with failures',
    tone: 'error',
  })
  expect(progressWords(run, 'upgraded')).toBe('Progress: 6 upgraded, 1 failed, 2 running, 15 waiting')
  expect([spanText(44_000), spanText(104_000), spanText(7_500_000)]).toEqual(['44 s', '1 m 44 s', '2 h 5 m'])
  expect([aboutText(0), aboutText(50_000), aboutText(1_440_000), aboutText(10_800_000)]).toEqual([
    'about 1 s',
    'about 50 s',
    'about 24 min',
    'about 3 h',
  ])
})

test('an evacuation’s report counts the VMs, and speaks of pairs on one host and of the host', () => {
  const on = (hostname: string) => [{ id: 'a', name: 'a', state: 'Running', hostname }]
  const moved = item('a', { step: 'done', before: on('kvm-1'), after: on('kvm-2'), together: { id: 'b', name: 'b' } })
  expect(stepText(moved)).toBe('Moved to kvm-2, where b is too')
  const host = item('kvm-1', { subject: { type: 'host', id: 'h', name: 'kvm-1' }, step: 'done' })
  const report: Report = {
    run: { ...run, kind: 'evacuate', method: 'migrate', maintenance: true },
    totals: { took: 60_000, interrupted: 0, longest: 0, median: 0, upgraded: 0 },
    changed: [moved, { ...host, proof: { at: Date.UTC(2026, 10, 23, 9), asked: ['listRouters'] } }],
    failed: [],
    notDone: [],
  }
  expect(reportText(report)).toMatch(
    /^1 VM done in 1 m 00 s. No network was seen interrupted. Nothing was left. a and b ended on one host, kvm-2. kvm-1 is in maintenance, and empty: CloudStack listed nothing on it at ..:00:00 \(listRouters\).$/,
  )
  const left = { ...host, step: 'left', why: 'Not all have left it: a' } as const
  expect(reportText({ ...report, changed: [], failed: [moved], notDone: [left] })).toContain(
    'kvm-1 was not emptied: Not all have left it: a.',
  )
})

test('the report says what changed, what was measured and what was left', () => {
  const report: Report = {
    run,
    totals: { took: 600_000, interrupted: 2, longest: 64_000, median: 51_000, upgraded: 2 },
    changed: [item('a'), item('b')],
    failed: [item('c')],
    notDone: [item('d')],
  }
  expect(reportText(report)).toBe(
    '2 routers done in 10 m 00 s, 2 on a newer version. 2 networks were seen interrupted: 51 s in the median, 1 m 04 s at the longest. 1 failed, 1 left as it was.',
  )
})

test('the report says which versions became which, who was cut off for how long, and why something was left', () => {
  const vm = (softwareversion: string, hostname: string) => [
    { id: '1', name: 'r', state: 'Running', softwareversion, hostname },
  ]
  const done = (name: string, is: string, host: string, ms = 0) =>
    item(name, {
      step: 'done',
      before: vm('4.20.2.0', 'kvm-1'),
      after: vm(is, host),
      interruption: { ms, within: 1_000 },
    })
  const pair = [done('r-1', '4.22.0.0', 'kvm-1', 2_000), done('r-2', '4.22.0.0', 'kvm-2', 1_000)]
  const single = done('r-3', '4.20.2.0', 'kvm-1', 51_000)
  const changed = [...pair, { ...single, network: { type: 'network' as const, id: 'n2', name: 'net-crm' } }]
  expect(versionLines(changed)).toEqual([
    { what: '4.20.2.0 → 4.22.0.0', value: '2' },
    { what: '4.20.2.0 as before', value: '1' },
  ])
  expect(movedOf(changed)).toBe(1)
  expect(interruptionLines(changed)).toEqual([
    { what: 'net-crm', value: '51 s' },
    { what: 'net-web', value: '3 s' },
  ])
  const left = ['a', 'b', 'c'].map((name, at) =>
    item(name, { why: at < 2 ? 'The run was aborted' : 'Skipped by admin' }),
  )
  expect(leftLines(left)).toEqual([
    { what: 'The run was aborted', value: '2' },
    { what: 'Skipped by admin', value: 'c' },
  ])
})
