import { expect, it } from 'vitest'
import { upgradeDue, versionOf, whyUpgrade } from './upgrade.ts'

it('shows the software version of a live-patched router, else the template version', () => {
  expect(versionOf({ version: '4.20.2', softwareversion: '4.22.0.0' })).toBe('4.22.0.0')
  expect(versionOf({ version: '4.20.2' })).toBe('4.20.2')
})

it('a router that has never been up has no version and no upgrade to plan', () => {
  const fresh = { version: 'UNKNOWN', requiresupgrade: true } as const
  expect(versionOf(fresh)).toBeUndefined()
  expect(upgradeDue(fresh)).toBe(false)
  expect(upgradeDue({ version: '4.20.2', requiresupgrade: true })).toBe(true)
})

it('says why, with the minimum when it is known', () => {
  const row = { version: '4.20.2', softwareversion: '4.20.2.0', requiresupgrade: true } as const
  expect(whyUpgrade(row, '4.22.0')).toBe(
    'Its template 4.20.2 is older than the minimum of its zone, 4.22.0 (minreq.sysvmtemplate.version) and it runs software 4.20.2.0.',
  )
})
