import type { Event } from '@stratoview/api-client'
import { describe, expect, test } from 'vitest'
import { actionWords, byTime, gravityOf, ofAlert, ofEvent, oneAnAction } from './entry.ts'
import { objectsOf, piecesOf, subjectOf } from './objects.ts'

const router = '0d1f8139-acdb-4fe7-b9ad-cb5ceadf11ba'
const event = (id: string, over: Partial<Event> = {}): Event => ({
  id,
  type: 'ROUTER.REBOOT',
  level: 'INFO',
  created: '2026-11-23T08:53:41+0000',
  ...over,
})

describe('one line an action', () => {
  test('the furthest state stands for the action, also within one second', () => {
    const entries = byTime(
      [
        event('a', { state: 'Scheduled' }),
        event('c', { state: 'Completed', parentid: 'a' }),
        event('b', { state: 'Started', parentid: 'a' }),
        event('z', { state: 'Started', parentid: 'y', created: '2026-11-23T08:54:00+0000' }),
      ].map(ofEvent),
    )
    expect(oneAnAction(entries).map(({ id }) => id)).toEqual(['z', 'c'])
  })

  test('alerts are never folded', () => {
    const alerts = ['1', '2'].map((id) => ofAlert({ id, type: 9, sent: '2026-11-23T08:51:00+0000' }))
    expect(oneAnAction(alerts)).toHaveLength(2)
  })
})

test('an event in words', () => {
  expect(actionWords(ofEvent(event('a', { state: 'Completed' })))).toBe('reboot completed')
  const failed = ofEvent(event('a', { type: 'VM.MIGRATE', state: 'Completed', level: 'ERROR' }))
  expect(actionWords(failed)).toBe('migrate failed')
  expect(gravityOf(failed)).toBe('error')
  expect(actionWords(ofEvent(event('a', { type: 'ROUTER.HEALTH.CHECKS', state: 'Completed' })))).toBe(
    'health checks completed',
  )
})

describe('names in texts', () => {
  const known = { id: router, name: 'r-4-VM', to: '/r/4' }
  const objects = objectsOf([known, { id: 'c4594d60-cc94-4ee8-830b-4e7e73804f0c', name: 's-1-VM', to: '/s/1' }])

  test('become links, ids become names, and a name with its id is one thing', () => {
    expect(piecesOf(`Router r-4-VM / ${router} has failing checks: connectivity.test`, objects)).toEqual([
      'Router ',
      { known, id: router },
      ' has failing checks: connectivity.test',
    ])
    expect(piecesOf(`Rebooting router Vm. Router Id: ${router}`, objects)).toEqual([
      'Rebooting router Vm. Router Id: ',
      { known, id: router },
    ])
  })

  test('of what is not there stay as they are', () => {
    const text = 'Router r-44-VM / 11111111-acdb-4fe7-b9ad-cb5ceadf11ba is gone'
    expect(piecesOf(text, objects)).toEqual([text])
    expect(subjectOf(text, objects)).toBeUndefined()
  })

  test('tell what an alert is about', () => {
    expect(subjectOf('Secondary Storage Vm is up in zone [Sandbox], secStorageVm [s-1-VM]', objects)?.to).toBe('/s/1')
  })

  test('markup in a text stays text', () => {
    expect(piecesOf('<b>r-4-VM</b>', objects)).toEqual(['<b>', { known }, '</b>'])
  })
})
