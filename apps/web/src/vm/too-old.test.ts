import { expect, test } from 'vitest'
import { tooOldToPatch } from './too-old.ts'

const row = (name: string, version?: string, guestnetworkid = 'net') => ({ id: name, name, version, guestnetworkid })
const live = [{ command: 'restartNetwork', params: { livepatch: true } }] as const
const patch = [{ command: 'patchSystemVm', params: {} }] as const
const none = { routers: undefined }

test('templates before 4.14 are too old, whatever comes after the second number', () => {
  expect(tooOldToPatch(live, [row('r-1-VM', '4.11.3')], none)).toBe(
    'Too old for it: r-1-VM (4.11.3). Choose “With cleanup” for a new router.',
  )
  expect(tooOldToPatch(patch, [row('v-1-VM', '4.13.0')], none)).toBe('Too old for it: v-1-VM (4.13.0).')
  for (const version of ['4.14', '4.20.2', '5.0.0', 'UNKNOWN', undefined])
    expect(tooOldToPatch(live, [row('r-1-VM', version)], none)).toBeUndefined()
})

test('a network’s other routers are patched with it, another network’s are not', () => {
  const routers = [row('r-1-VM', '4.20.2'), row('r-2-VM', '4.11.3'), row('r-3-VM', '4.11.3', 'other')]
  const said = tooOldToPatch(live, [row('r-1-VM', '4.20.2')], { routers: routers as never })
  expect(said).toContain('r-2-VM (4.11.3).')
  expect(said).not.toContain('r-3-VM')
})

test('what is not patched may be of any age', () => {
  expect(
    tooOldToPatch([{ command: 'restartNetwork', params: { cleanup: true } }], [row('r-1-VM', '4.11.3')], none),
  ).toBeUndefined()
})
