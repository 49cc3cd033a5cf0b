import { expect, test } from 'vitest'
import { place, stranger } from './console.ts'

/** A console that runs, and what makes its proxy end it: without a word, as always. */
async function running() {
  const made = await place()
  const { novnc, socket } = await made.view({ virtualmachineid: made.vm.id })
  await made.clock.pass(5_000)
  const proxyGoes = () => {
    for (const vm of made.world.tables.systemVms) if (vm.systemvmtype === 'consoleproxy') vm.state = 'Stopped'
    return made.clock.pass(2_000)
  }
  return { ...made, novnc, socket, proxyGoes }
}

test('a drop is a takeover when CloudStack lists somebody newer: 4409, by whom', async () => {
  const { vm, simulator, clock, logged, novnc, socket } = await running()
  await clock.pass(55_000)
  await stranger(simulator, vm.id)
  await clock.pass(10)
  expect(socket.ended).toEqual({ code: 4409, reason: 'admin opened this console.' })
  expect(novnc.closing).toMatchObject({ why: 'taken-over', by: 'admin', again: false })
  expect(logged.find((line) => line.includes('console-close'))).toContain('"why":"taken-over"')
})

test('the end of the VM when it no longer runs: 4404', async () => {
  const { vm, socket, proxyGoes } = await running()
  vm.state = 'Stopped'
  await proxyGoes()
  expect(socket.ended).toEqual({ code: 4404, reason: `${vm.name} is Stopped.` })
})

test('the end of the VM when CloudStack knows it no more: 4404', async () => {
  const { vm, world, socket, proxyGoes } = await running()
  world.remove('routers', vm.id)
  await proxyGoes()
  expect(socket.ended).toEqual({ code: 4404, reason: `${vm.name} is gone.` })
})

test('and else the proxy’s own: 4500', async () => {
  const { socket, proxyGoes } = await running()
  await proxyGoes()
  expect(socket.ended?.code).toBe(4500)
})

test.each(['listRouters', 'listConsoleSessions', '*'])(
  'the proxy’s own also while CloudStack fails at %s: a VM that could not be looked for is not gone',
  async (command) => {
    const { simulator, novnc, socket, proxyGoes } = await running()
    simulator.control.fault('', { command, kind: 'status', status: 530, errortext: 'Internal error' })
    await proxyGoes()
    expect(socket.ended?.code).toBe(4500)
    expect(novnc.closing).toMatchObject({ why: 'lost', again: true })
  },
)
