import type { Event } from '@stratoview/api-client'
import { expect, it } from 'vitest'
import type { Task } from '../../jobs-store.ts'
import { happenings, mentions } from './activity.ts'

const vm = { id: '0d1f8139-acdb-4fe7-b9ad-cb5ceadf11ba', name: 'r-4-VM' }
const alert = (description: string) => ({ id: 'a', type: 9, description, sent: '2026-11-23T08:51:00+0000' })

it('takes the alerts that name this VM and no other', () => {
  const of = mentions(vm)
  expect(of(alert('Health checks failed: 1 failing checks on router r-4-VM / 0d1f8139'))).toBe(true)
  expect(of(alert(`something on ${vm.id}`))).toBe(true)
  expect(of(alert('Health checks failed on router r-4-VM2'))).toBe(false)
  expect(of(alert('Health checks failed on router xr-4-VM'))).toBe(false)
  expect(of(alert('Health checks failed on router r-42-VM'))).toBe(false)
})

it('puts events, alerts and jobs on one line of time, newest first, each action and job once', () => {
  const event = (id: string, over: Partial<Event>): Event => ({
    id,
    type: 'ROUTER.REBOOT',
    level: 'INFO',
    created: '2026-11-23T08:53:00+0000',
    ...over,
  })
  const base = { key: 't1', batch: 'b', command: 'rebootRouter', params: {}, touches: [], label: 'Reboot' } as const
  const task: Task = {
    ...base,
    object: { type: 'DomainRouter', ...vm },
    state: 'running',
    jobid: 'j1',
    started: Date.UTC(2026, 10, 23, 8, 55),
  }
  const list = happenings({
    events: [event('e1', { state: 'Started' }), event('e2', { state: 'Completed', parentid: 'e1' })],
    alerts: [alert('on router r-4-VM')],
    jobs: [
      { jobid: 'j1', jobstatus: 0, jobinstanceid: vm.id },
      {
        jobid: 'j2',
        jobstatus: 0,
        jobinstanceid: vm.id,
        cmd: 'a.b.StopRouterCmd',
        created: '2026-11-23T08:54:00+0000',
      },
      { jobid: 'j3', jobstatus: 0, jobinstanceid: 'another' },
    ],
    tasks: [task, { ...task, key: 't2', object: { ...task.object, id: 'another' } }],
    vm,
    ahead: 0,
  })
  expect(list.map(({ key, gravity }) => [key, gravity])).toEqual([
    ['task:t1', 'moving'],
    ['job:j2', 'moving'],
    ['event:e2', 'info'],
    ['alert:a', 'alert'],
  ])
  expect(list[1]?.text).toBe('stopRouter is running')
})

it('counts what is reported again and again, with alerts between', () => {
  const failing = (id: string, minute: string, text = 'Router r-4-VM has failing checks: dhcp_check.py'): Event => ({
    id,
    type: 'ROUTER.HEALTH.CHECKS',
    level: 'INFO',
    description: text,
    created: `2026-11-23T08:${minute}:00+0000`,
  })
  const list = happenings({
    events: [failing('e3', '53'), failing('e2', '52'), failing('e1', '50', 'Router r-4-VM has failing checks: x')],
    alerts: [alert('1 failing checks on router r-4-VM')].map((one) => ({ ...one, sent: '2026-11-23T08:52:30+0000' })),
    jobs: [],
    tasks: [],
    vm,
    ahead: 0,
  })
  expect(list.map(({ key, times }) => [key, times])).toEqual([
    ['event:e3', 2],
    ['alert:a', undefined],
    ['event:e1', undefined],
  ])
  expect(list[0]).toMatchObject({ gravity: 'error', since: Date.UTC(2026, 10, 23, 8, 52) })
})

it('goes on with the alerts of its role, those that name it told once', () => {
  const mine = alert('Console proxy up in zone [z], proxy [r-4-VM]')
  const before = { ...alert('Console proxy is down in zone [z], proxy [v-2-VM]'), id: 'b' }
  const sources = { events: [], jobs: [], tasks: [], vm, ahead: 0, alerts: [mine], ofRole: [mine, before] }
  expect(happenings(sources).map(({ key }) => key)).toEqual(['alert:a', 'alert:b'])
})
