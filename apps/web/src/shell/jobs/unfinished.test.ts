import { expect, test } from 'vitest'
import type { Step, Task } from '../../jobs-store.ts'
import { endedOf } from './ended.ts'
import { unfinished } from './unfinished.ts'

const step = (label: string, more: Partial<Step> = {}): Step => ({ label, call: call('r-1'), ...more })
const call = (id: string) => ({
  command: 'stopRouter' as const,
  params: {},
  touches: [],
  object: { type: 'DomainRouter', id, name: `${id}-VM` },
})
const task = (label: string, state: Task['state'], more: Partial<Task> = {}, id = 'r-1'): Task => ({
  ...call(id),
  key: label,
  batch: label,
  label,
  run: 'run',
  state,
  started: 1,
  ...more,
})
const [change, start] = [step('Change'), step('Start', { regardless: true })]
const told = (tasks: Task[]) =>
  endedOf(tasks).map(({ label, again, undone }) => [
    label,
    again.map((one) => one.label),
    undone.map((one) => one.label),
  ])

test('a guided run is one report: a first step that failed leaves the rest unsent, and may be tried again', () => {
  expect(told([task('Stop', 'failed', { ahead: [change, start] })])).toEqual([['Stop', ['Stop'], ['Change', 'Start']]])
})

test('a step in the middle is not tried again once its run has gone on, nor before it does', () => {
  const stop = task('Stop', 'done', { ahead: [] })
  const refused = task('Change', 'failed', { ahead: [start] })
  expect(told([stop, refused])).toEqual([['Guided run', ['Change'], []]])
  expect(told([stop, { ...refused, ahead: [] }, task('Start', 'running')])).toEqual([['Guided run', [], []]])
})

test('what the page was left before it was sent waits for somebody, whatever comes after it', () => {
  const unsent = task('Change', 'unsent', { ahead: [start] })
  expect(told([task('Stop', 'done'), unsent])).toEqual([['Guided run', ['Change'], ['Start']]])
})

test('a queue of moves goes on without the one that failed, which may be tried again', () => {
  const moves = [task('Migrate', 'failed', { key: 'a' }), task('Migrate', 'done', { key: 'b' }, 'r-2')]
  expect(told(moves)).toEqual([['Migrate', ['Migrate'], []]])
})

test('what runs says what comes after it', () => {
  const [line] = unfinished([], [task('Stop', 'running', { ahead: [change, start] })])
  expect(line?.ahead?.map(({ label }) => label)).toEqual(['Change', 'Start'])
})
