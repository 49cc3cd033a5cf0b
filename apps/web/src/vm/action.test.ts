import { expect, test } from 'vitest'
import { callsOf, cmk, howLong, initialChoices } from './action.ts'
import { routerActions } from './actions/router.ts'

const action = (id: string) => {
  const found = routerActions.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no verb ${id}`)
  return found
}

test('the command line is CloudMonkey’s: verb, noun, parameters', () => {
  expect(cmk({ command: 'stopRouter', params: { id: 'a-1', forced: true } })).toBe('cmk stop router id=a-1 forced=true')
  expect(cmk({ command: 'rebootSystemVm', params: { id: 'a-1', forced: undefined } })).toBe(
    'cmk reboot systemvm id=a-1',
  )
  expect(cmk({ command: 'restartVPC', params: { id: 'it’s' } })).toBe("cmk restart vpc id='it’s'")
  expect(cmk({ command: 'restartVPC', params: { id: "a'b" } })).toBe(String.raw`cmk restart vpc id='a'\''b'`)
})

test('two routers of one network are one restart of it; a VPC restarts as a whole', () => {
  const rows = [
    { id: 'r-1', name: 'r-1-VM', state: 'Running', guestnetworkid: 'net', guestnetworkname: 'net-web' },
    { id: 'r-2', name: 'r-2-VM', state: 'Running', guestnetworkid: 'net', guestnetworkname: 'net-web' },
    { id: 'r-3', name: 'r-3-VM', state: 'Running', guestnetworkid: 'tier', vpcid: 'vpc', vpcname: 'vpc-bank' },
  ]
  const calls = callsOf(action('restart-network'), rows, { mode: 'cleanup', makeredundant: true })
  expect(calls.map(({ command, params }) => [command, params])).toEqual([
    ['restartNetwork', { id: 'net', cleanup: true, makeredundant: true }],
    ['restartVPC', { id: 'vpc', cleanup: true, makeredundant: true }],
  ])
})

test('make redundant is never sent without cleanup, nor live patch with it', () => {
  const row = { id: 'r-1', name: 'r-1-VM', state: 'Running', guestnetworkid: 'net' }
  const params = (mode: string) => action('restart-network').call(row, { mode, makeredundant: true }).params
  expect(params('plain')).toEqual({ id: 'net' })
  expect(params('livepatch')).toEqual({ id: 'net', livepatch: true })
})

test('what isn’t Running is stopped by force from the start', () => {
  const row = { id: 'r-1', name: 'r-1-VM', state: 'Starting' }
  expect(initialChoices(action('stop'), [row])).toEqual({ forced: true })
  expect(initialChoices(action('stop'), [{ ...row, state: 'Running' }])).toEqual({ forced: false })
})

test('a time is measured, or said to be an estimate', () => {
  expect(howLong([], 'a minute')).toBe('a minute (an estimate)')
  expect(howLong([48.2], 'a minute')).toBe('about 48 s (measured here on one run)')
  expect(howLong([10, 200, 190], 'a minute')).toBe('about 3 min (measured here on 3 runs)')
})
