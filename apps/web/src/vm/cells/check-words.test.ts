import type { Checks } from '@stratoview/api-client/health'
import { expect, it } from 'vitest'
import { checkWords } from './check-words.ts'

const checks = (over: Partial<Checks>): Checks => ({
  verdict: 'passing',
  total: 11,
  passed: 11,
  failing: [],
  warning: [],
  unknown: [],
  ...over,
})

it('says what fails, by name, and since when', () => {
  const failing = ['disk_space_check.py', 'gateways_check.py']
  expect(checkWords(checks({ verdict: 'failing', failing, warning: ['x'] }), 'basic', '4 minutes ago')).toEqual({
    count: 2,
    names: ['disk_space_check', 'gateways_check'],
    label: '2 basic checks failing: disk_space_check, gateways_check, 4 minutes ago',
  })
})

it('tells no contact, never ran, stale and passing apart', () => {
  const words = (verdict: Checks['verdict'], over: Partial<Checks> = {}) =>
    checkWords(checks({ verdict, ...over }), 'advanced', '3 days ago')
  expect(words('no-contact')).toMatchObject({ text: 'no contact' })
  expect(words('no-contact').count).toBeUndefined()
  expect(words('never-ran')).toEqual({ text: 'never ran', label: 'advanced checks never ran' })
  expect(words('stale', { failing: ['dhcp_check.py'] })).toEqual({
    count: 11,
    label: '11 advanced checks, results are old, 3 days ago',
  })
  expect(words('passing', { passed: 1 })).toEqual({ count: 1, label: '1 advanced check passing, 3 days ago' })
})
