import { expect, test } from 'vitest'
import { NoVnc, place, settle } from './console.ts'
import { dice } from './rollout/dice.ts'

test.each([
  ['VncAuth', {}],
  ['VeNCrypt', { security: [19] }],
  ['a proxy that overlooks hasty answers', { race: true }],
])('40 browsers gone at random points of the handshake leave no proxy spinning: %s', async (_, traits) => {
  const { view, vms, clock, control } = await place(traits)
  const { next: random } = dice(40)
  for (let count = 0; count < 40; count += 1) {
    const novnc = new NoVnc(Math.floor(random() * 7))
    const { socket } = await view({ virtualmachineid: vms[count % vms.length]!.id, takeover: true }, novnc)
    await clock.pass(random() * 120)
    socket.end(1006)
    await clock.pass(random() * 40)
  }
  await clock.pass(12_000)
  const { spinners, opened, viewers } = control.state()
  expect({ spinners, viewers }).toEqual({ spinners: 0, viewers: [] })
  expect(opened).toBeGreaterThan(30)
  expect(clock.pending).toBe(0)
})

test.each(Array.from({ length: 7 }, (_, steps) => [steps]))(
  'a browser gone after %i of its six answers, at any of the next 100 ms',
  async (steps) => {
    const { view, vm, clock, control } = await place()
    for (let ms = 0; ms < 100; ms += 4) {
      const { socket } = await view({ virtualmachineid: vm.id, takeover: true }, new NoVnc(steps))
      await clock.pass(ms)
      socket.end(1001)
      await clock.pass(600)
      expect([ms, control.state().spinners]).toEqual([ms, 0])
    }
  },
)

test('the server stops: handshakes under way are finished within a second, and then nothing is left', async () => {
  const { view, vm, vms, clock, control, stop } = await place()
  const views = []
  for (const [steps, { id }] of vms.slice(0, 6).entries()) {
    views.push(await view({ virtualmachineid: id }, new NoVnc(steps)))
    await clock.pass(9)
  }
  let stopped = false
  void stop().then(() => (stopped = true))
  await clock.pass(999)
  expect([stopped, control.state().spinners, control.state().viewers]).toEqual([true, 0, []])
  for (const { socket } of views) expect(socket.ended?.code).toBe(4503)
  expect(clock.pending).toBe(0)
  const late = new NoVnc()
  const { novnc } = await view({ virtualmachineid: vm.id }, late)
  expect(novnc.socket.ended?.code).toBe(4503)
})

test('a browser that does not begin is left behind, and the proxy is not', async () => {
  const { view, vm, clock, control } = await place()
  const { socket } = await view({ virtualmachineid: vm.id }, new NoVnc(4))
  await clock.pass(9_900)
  expect(socket.ended).toBeUndefined()
  await clock.pass(1_000)
  expect([socket.ended?.code, control.state().spinners, control.state().viewers]).toEqual([4415, 0, []])
})

test('a new viewer of the same VM waits until the last one has left the proxy in good order', async () => {
  const { view, vm, clock, control } = await place()
  const first = await view({ virtualmachineid: vm.id }, new NoVnc(1))
  await clock.pass(10)
  const second = await view({ virtualmachineid: vm.id, takeover: true })
  expect(first.socket.ended).toMatchObject({ code: 4409, reason: 'You opened this console in another place.' })
  expect(control.state().opened).toBe(1)
  await clock.pass(1_000)
  expect([second.novnc.state, control.state().opened, control.state().spinners]).toEqual(['connected', 2, 0])
  await settle()
})
