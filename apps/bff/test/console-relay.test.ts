import { expect, test } from 'vitest'
import { ask, key, NoVnc, place } from './console.ts'

test('from a click to pixels: the screen of a router, named, painted and typed into', async () => {
  const { view, vm, clock, control } = await place()
  const { novnc, socket, answer } = await view({ virtualmachineid: vm.id })
  expect(answer).toMatchObject({ mode: 'relay', viewOnly: false, vm: { id: vm.id, name: vm.name, kind: 'router' } })
  await clock.pass(200)
  expect([novnc.state, novnc.name]).toEqual(['connected', vm.name])
  expect(novnc.painted).toBeGreaterThan(64 * 32 * 4)
  socket.say(key(true, 0x61))
  socket.say(key(false, 0x61))
  await clock.pass(100)
  expect(control.screen(vm.name).pressed).toContain('a')
  socket.say(ask(false))
  socket.end(1000)
  await clock.pass(1_000)
  expect(control.state()).toMatchObject({ viewers: [], spinners: 0 })
  expect(new NoVnc().state).toBeUndefined()
})
