import { describe, expect, it } from 'vitest'
import { bytes } from '../../src/cpvm/thread.ts'
import { operator } from '../client.ts'
import { ask, keepalive, pixelFormat, room, Room, urlOf, type Browser } from './console.ts'

async function watching(made: Room): Promise<Browser> {
  const browser = await made.view()
  browser.shakeHands()
  browser.begin()
  browser.fresh()
  return browser
}

describe('two viewers of a VM', () => {
  it('the second drops the first without a word', async () => {
    const made = await room()
    const first = await watching(made)
    const second = await watching(made)
    expect([first.ended, second.ended]).toEqual([[1006], undefined])
    second.send(keepalive)
    expect(second.received().length).toBe(20)
  })

  it('both go on where takeover is switched off', async () => {
    const made = await room({ takeover: false })
    const [first, second] = [await watching(made), await watching(made)]
    for (const browser of [first, second]) browser.send(keepalive)
    expect([first.received().length, second.received().length]).toEqual([20, 20])
  })

  it('do not touch those of another VM', async () => {
    const made = await room()
    const first = await watching(made)
    const other = new Room(made.client, 'r-915-VM')
    await watching(other)
    expect(first.ended).toBeUndefined()
  })
})

describe('frames', () => {
  it('go into the VNC stream whatever their opcode: a ping with payload ends the session in silence', async () => {
    const made = await room()
    const browser = await watching(made)
    browser.send(new Uint8Array(), 9)
    browser.send(keepalive)
    expect(browser.received().length).toBe(20)
    browser.send(bytes('ping-12345'), 9)
    browser.send(keepalive)
    expect([browser.fresh(), browser.ended]).toEqual([[], undefined])
  })

  it('of text count like any other', async () => {
    const made = await room()
    const browser = await watching(made)
    browser.send(keepalive, 1)
    expect(browser.received().length).toBe(20)
    browser.send(bytes('{"hello":1}'), 1)
    browser.send(keepalive)
    expect(browser.fresh()).toEqual([])
  })

  it('of control do no harm where that is switched off', async () => {
    const made = await room({ writesControlFrames: false })
    const browser = await watching(made)
    browser.send(bytes('ping-12345'), 9)
    browser.send(keepalive)
    expect(browser.received().length).toBe(20)
  })

  it('of more than 64 KiB end it with 1009', async () => {
    const made = await room()
    const cut = (size: number) => bytes(6, 0, 0, 0, [size - 8, 4], new Uint8Array(size - 8))
    const browser = await watching(made)
    browser.send(cut(65_536))
    expect(browser.ended).toBeUndefined()
    browser.send(cut(70_000))
    expect(browser.ended).toEqual([1009, 'Binary message size [70000] exceeds maximum size [65536]'])
    made.control.set({ frameLimit: 1_000_000 })
    const patient = await watching(made)
    patient.send(cut(70_000))
    expect(patient.ended).toBeUndefined()
  })
})

describe('silence', () => {
  it('of the hypervisor for 184 s freezes the picture; keys still arrive', async () => {
    const made = await room()
    const browser = await watching(made)
    made.pass(183_000)
    browser.type('a')
    made.pass(2_000)
    browser.send(ask(false))
    browser.send(keepalive)
    expect([browser.fresh(), browser.ended]).toEqual([[], undefined])
    browser.type('b')
    expect(made.control.screen(made.vm).lines.at(-1)).toBe('r-902-VM login: ab')
  })

  it('is broken by a request for one pixel', async () => {
    const made = await room()
    const browser = await watching(made)
    for (let turn = 0; turn < 8; turn += 1) {
      made.pass(45_000)
      browser.send(keepalive)
      expect(browser.received().length).toBe(20)
    }
  })

  it('freezes nothing where that is switched off', async () => {
    const made = await room({ freezeAfter: 0 })
    const browser = await watching(made)
    made.pass(299_000)
    browser.send(keepalive)
    expect(browser.received().length).toBe(20)
  })

  it('of both sides for 300 s ends it with 1001', async () => {
    const made = await room()
    const browser = await watching(made)
    made.pass(200_000)
    browser.send(bytes(5, 0, [1, 2], [1, 2]))
    made.pass(299_000)
    expect(browser.ended).toBeUndefined()
    made.pass(2_000)
    expect(browser.ended).toEqual([1001, 'Idle timeout expired: 300000/300000 ms'])
  })
})

interface Session {
  id: string
  user: string
  virtualmachinename: string
  clientaddress?: string
  acquired?: string
  removed?: string
}

async function sessions(made: Room, more: Record<string, unknown> = {}): Promise<Session[]> {
  const { inside } = await made.client.call('listConsoleSessions', { virtualmachineid: made.row.id, ...more })
  return (inside.consolesession ?? []) as Session[]
}
const load = (made: Room) =>
  made.client.world.tables.systemVms.find(({ name }) => name === 'v-2-VM')?.activeviewersessions

describe('what CloudStack knows of it', () => {
  it('follows a console that opens and closes', async () => {
    const made = await room()
    const before = Number(load(made))
    const endpoint = await made.endpoint()
    expect(await sessions(made)).toEqual([])
    expect(await sessions(made, { activeonly: false })).toHaveLength(1)
    const browser = await made.open({ url: urlOf(endpoint), address: '192.0.2.9' })
    expect(await sessions(made)).toMatchObject([
      { user: 'admin', virtualmachinename: made.vm, clientaddress: '192.0.2.9' },
    ])
    made.pass(5_000)
    expect(load(made)).toBe(before + 1)
    browser.shakeHands()
    browser.begin()
    browser.leave()
    expect(await sessions(made)).toHaveLength(1)
    made.pass(5_000)
    expect(await sessions(made)).toEqual([])
    expect(load(made)).toBe(before)
    expect((await sessions(made, { activeonly: false }))[0]?.removed).toBeDefined()
  })

  it('ends the session that was taken over, and counts one', async () => {
    const made = await room()
    const before = Number(load(made))
    await watching(made)
    await watching(made)
    made.pass(5_000)
    expect([await sessions(made), load(made)]).toEqual([[expect.anything()], before + 1])
  })

  it('forgets a frozen one though its socket is open', async () => {
    const made = await room()
    const browser = await watching(made)
    made.pass(190_000)
    expect([await sessions(made), browser.ended]).toEqual([[], undefined])
  })
})

describe('a proxy', () => {
  it('that stops drops its viewers and forgets whom it may serve', async () => {
    const made = await room()
    const browser = await watching(made)
    const url = urlOf(await made.endpoint())
    const proxy = made.client.world.tables.systemVms.find(({ name }) => name === 'v-2-VM')
    await made.client.call('rebootSystemVm', { id: proxy?.id ?? '' }, 'POST')
    made.pass(20_000)
    expect(browser.ended).toEqual([1006])
    expect((await made.open({ url })).ended).toEqual([1006])
  })
})

describe('a VM', () => {
  it('that stops or moves says no more, and its screen starts anew', async () => {
    const made = await room()
    const browser = await watching(made)
    await made.client.call('stopRouter', { id: made.row.id }, 'POST')
    made.pass(10_000)
    expect(made.row.state).toBe('Stopped')
    browser.send(ask(false))
    expect([browser.fresh(), browser.ended]).toEqual([[], undefined])
    await made.client.call('startRouter', { id: made.row.id }, 'POST')
    made.pass(5_000)
    const again = await watching(made)
    expect(made.control.screen(made.vm).lines.at(-1)).not.toContain('login:')
    made.pass(6_000)
    expect(made.control.screen(made.vm).lines.at(-1)).toBe('r-902-VM login:')
    made.row.hostid = 'elsewhere'
    made.pass(1_000)
    again.fresh()
    again.send(keepalive)
    expect(again.fresh()).toEqual([])
  })
})

it('leaves nothing behind after many consoles', async () => {
  const made = new Room(await operator(), 'r-902-VM')
  for (let turn = 0; turn < 200; turn += 1) {
    const browser = await made.view()
    browser.shakeHands()
    for (const message of [pixelFormat, keepalive, keepalive]) browser.send(message)
    browser.leave()
  }
  expect(made.control.state()).toEqual({ viewers: [], spinners: 0, opened: 200 })
})
