import { expect, test } from 'vitest'
import { behindServer, older } from './system-vm-version.ts'

test.each([
  ['4.20.2.0', '4.22.0', true],
  ['4.22.0.0-SNAPSHOT', '4.22.0.0-SNAPSHOT', false],
  ['4.22.0.0', '4.22.0', false],
  ['4.22.0.1', '4.22.0.0', false],
  ['4.9.3', '4.10.0', true],
])('%s is older than %s: %s', (version, than, is) => expect(older(version, than)).toBe(is))

test('a system VM is behind only where both versions are told', () => {
  expect(behindServer({ version: '4.20.2.0' }, '4.22.0.0')).toBe(true)
  expect(behindServer({ version: '4.22.0.0' }, '4.22.0.0')).toBe(false)
  expect(behindServer({}, '4.22.0.0')).toBe(false)
  expect(behindServer({ version: '4.20.2.0' }, undefined)).toBe(false)
})
