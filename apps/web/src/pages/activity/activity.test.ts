import { describe, expect, test } from 'vitest'
import type { TimelineEntry } from '../../vm/timeline/entry.ts'
import { merge } from './merge.ts'
import { readActivity, resourceTypes, wantsAlerts, wantsEvents, writeActivity } from './view.ts'

const entry = (kind: 'event' | 'alert', at: number, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
  key: `${kind}:${at}`,
  id: String(at),
  kind,
  at,
  time: '',
  type: 'T',
  text: '',
  ...over,
})
const events = (...times: number[]) => times.map((at) => entry('event', at))
const alerts = (...times: number[]) => times.map((at) => entry('alert', at))
const times = (streams: Parameters<typeof merge>[0]) => merge(streams, false).entries.map(({ at }) => at)

describe('events and alerts on one line', () => {
  test('whole lists are simply merged, newest first', () => {
    const streams = [
      { entries: events(30, 10), reach: -Infinity },
      { entries: alerts(20), reach: -Infinity },
    ]
    expect(times(streams)).toEqual([30, 20, 10])
    expect(merge(streams, false).behind).toEqual([])
  })

  test('nothing is shown from before the point to which each list is known', () => {
    const streams = [
      { entries: events(50, 40, 30), reach: 30 },
      { entries: alerts(45, 5), reach: 5 },
    ]
    expect(times(streams)).toEqual([50, 45, 40, 30])
    // The events end the line: they are read on, the alerts reach far enough.
    expect(merge(streams, false).behind).toEqual([0])
  })

  test('a list that is known to its end holds nothing back', () => {
    expect(
      times([
        { entries: events(50, 40), reach: 40 },
        { entries: alerts(45, 5), reach: -Infinity },
      ]),
    ).toEqual([50, 45, 40])
  })

  test('a list of which a filter left nothing holds back no more than it was read', () => {
    const streams = [
      { entries: events(50, 40, 30), reach: 30 },
      { entries: [], reach: 45 },
    ]
    expect(times(streams)).toEqual([50])
    expect(merge(streams, false).behind).toEqual([1])
  })

  test('what came twice, since the pages moved on, is shown once', () => {
    expect(times([{ entries: events(50, 40, 40, 30), reach: -Infinity }])).toEqual([50, 40, 30])
  })

  test('each state of an action only when asked for', () => {
    const entries = [
      entry('event', 3, { action: 'a', state: 'Completed' }),
      entry('event', 1, { action: 'a', state: 'Scheduled' }),
    ]
    expect(merge([{ entries, reach: -Infinity }], false).entries).toHaveLength(1)
    expect(merge([{ entries, reach: -Infinity }], true).entries).toHaveLength(2)
  })
})

describe('the URL', () => {
  test('says the same after reading and writing', () => {
    const search = 'q=web&kind=events&level=ERROR&type=VM.MIGRATE&object=DomainRouter%3A0d1f-8139&each=state'
    expect(writeActivity(readActivity(new URLSearchParams(search))).toString()).toBe(search)
  })

  test('ignores what it does not know', () => {
    const view = readActivity(new URLSearchParams('kind=jobs&level=LOUD&object=nonsense'))
    expect(writeActivity(view).toString()).toBe('')
  })
})

test('a level or an event’s type leaves no alert, an alert’s type no event', () => {
  const read = (search: string) => readActivity(new URLSearchParams(search))
  expect([wantsEvents(read('')), wantsAlerts(read(''))]).toEqual([true, true])
  expect([wantsEvents(read('level=ERROR')), wantsAlerts(read('level=ERROR'))]).toEqual([true, false])
  expect([wantsEvents(read('type=ALERT.CPU')), wantsAlerts(read('type=ALERT.CPU'))]).toEqual([false, true])
  expect([wantsEvents(read('type=VM.CREATE')), wantsAlerts(read('type=VM.CREATE'))]).toEqual([true, false])
})

test('a VM’s events stand under two kinds', () => {
  expect(resourceTypes('SystemVm')).toEqual(['SystemVm', 'VirtualMachine'])
  expect(resourceTypes('Network')).toEqual(['Network'])
})
