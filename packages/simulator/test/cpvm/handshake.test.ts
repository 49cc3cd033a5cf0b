import { describe, expect, it } from 'vitest'
import { bytes, number } from '../../src/cpvm/thread.ts'
import { ask, Browser, encodings, keepalive, pixelFormat, room, text, urlOf } from './console.ts'

describe('upgrading', () => {
  it('answers binary whatever was offered', async () => {
    const made = await room()
    const plain = await made.view({ protocols: [] })
    expect(plain.opened).toMatchObject({ status: 101, protocol: 'binary', deflate: true })
    made.control.set({ alwaysBinary: false, deflate: false })
    const strict = await made.view({ protocols: ['chat'] })
    expect(strict.opened).toMatchObject({ status: 101, protocol: undefined, deflate: false })
  })

  it('answers 400 on TLS when Host is not the server name', async () => {
    const made = await room()
    const url = urlOf(await made.endpoint()).replace('ws:', 'wss:')
    const opened = async (servername?: string) =>
      (await made.open({ url, headers: { host: '127.0.0.1:8443' }, servername })).opened?.status
    expect(await opened('console.example')).toBe(400)
    expect(await opened('127.0.0.1')).toBe(101)
    expect(await opened()).toBe(101)
    made.control.set({ hostMustMatch: false })
    expect(await opened('console.example')).toBe(101)
  })

  it('has nothing at an address that is not the proxy of the session', async () => {
    const made = await room()
    const { host = '' } = (await made.endpoint()).websocket ?? {}
    const other = made.client.world.tables.systemVms.find((vm) => vm.publicip !== host)?.publicip ?? ''
    const url = urlOf(await made.endpoint())
    expect((await made.open({ url: url.replace(host, other) })).opened).toEqual({ status: 0 })
    expect((await made.open({ url })).opened?.status).toBe(101)
  })
})

describe('the token', () => {
  it('is taken raw: an encoded one is no base64', async () => {
    const made = await room()
    const { websocket } = await made.endpoint()
    expect(websocket?.token).toMatch(/^[A-Za-z0-9+/]{520,}={0,2}$/)
    const url = `ws://${websocket?.host}:8080/websockify?token=`
    // Most tokens have a + or a / to encode; this one surely has.
    const encoded = await made.open({ url: `${url}${encodeURIComponent(`${websocket?.token}+`)}` })
    expect(encoded.ended).toEqual([1011, 'Illegal base64 character 25'])
    const forged = await made.open({ url: `${url}${'A'.repeat(524)}` })
    expect(forged.ended?.[0]).toBe(1011)
    const none = await made.open({ url: 'ws://203.0.113.3:8080/websockify' })
    expect(none.ended?.[0]).toBe(1011)
    const right = await made.open({ url: `${url}${websocket?.token}` })
    expect(right.ended).toBeUndefined()
  })

  it('is good for one use', async () => {
    const made = await room()
    const url = urlOf(await made.endpoint())
    const first = await made.open({ url })
    const second = await made.open({ url })
    expect([first.ended, second.ended]).toEqual([undefined, [1006]])
    made.control.set({ singleUse: false, takeover: false })
    const again = urlOf(await made.endpoint())
    await made.open({ url: again })
    expect((await made.open({ url: again })).ended).toBeUndefined()
  })

  it('lives for its own minute and the next', async () => {
    const made = await room()
    const [early, late] = [urlOf(await made.endpoint()), urlOf(await made.endpoint())]
    made.pass(119_000)
    expect((await made.open({ url: early })).ended).toBeUndefined()
    made.pass(1_000)
    expect((await made.open({ url: late })).ended).toEqual([1006])
  })

  it('is worth nothing without its extra secret', async () => {
    const made = await room()
    const granted = async (query: string) =>
      (await made.open({ url: urlOf(await made.endpoint(made.row.id, 'hush'), query) })).ended
    expect(await granted('')).toEqual([1006])
    expect(await granted('&extra=hus')).toEqual([1006])
    expect(await granted('&extra=hush')).toBeUndefined()
  })

  it('is refused by a proxy that never heard of it', async () => {
    const made = await room()
    const { host } = (await made.endpoint()).websocket ?? {}
    const proxy = made.client.world.tables.systemVms.find((vm) => vm.publicip === host)
    if (proxy) proxy.agentstate = 'Disconnected'
    const endpoint = await made.endpoint()
    expect(endpoint.success).toBe(true)
    expect((await made.open({ url: urlOf(endpoint) })).ended).toEqual([1006])
  })
})

describe('the handshake on KVM', () => {
  for (const [offered, shown] of [
    [[2], 2],
    [[19, 2], 19],
    [[1], 1],
    [[30, 2, 19], 2],
  ] as const) {
    it(`shows one security type of ${offered.join(' and ')}, and SecurityResult alone`, async () => {
      const browser = await (await room({ security: offered })).view()
      expect(text(browser.received())).toBe('RFB 003.008\n')
      browser.send(bytes('RFB 003.008\n'))
      expect([...browser.received()]).toEqual([1, shown])
      browser.send(bytes(shown))
      expect(browser.fresh().map((message) => [...message])).toEqual([[0, 0, 0, 0]])
    })
  }

  it('names the screen after the VM, and says when the hypervisor is reached by TLS', async () => {
    const made = await room()
    expect((await made.view()).shakeHands()).toBe('r-902-VM ')
    made.control.set({ security: [19] })
    expect((await made.view()).shakeHands()).toBe('r-902-VM (TLS backend)')
  })

  it('says nothing from the server before three client frames', async () => {
    const browser = await (await room()).view()
    browser.shakeHands()
    browser.send(pixelFormat)
    browser.send(bytes(encodings(0), ask(false)))
    expect(browser.fresh()).toEqual([])
    browser.send(keepalive)
    expect(browser.received().length).toBeGreaterThan(720 * 400 * 4)
  })

  it('says it at once where there is no gate', async () => {
    const browser = await (await room({ gate: 0 })).view()
    browser.shakeHands()
    browser.send(keepalive)
    expect(browser.received().length).toBe(4 + 12 + 4)
  })

  it('is silent when it has the wrong password, and leaves the socket open', async () => {
    const browser = await (await room({ wrongPassword: true })).view()
    browser.received()
    browser.send(bytes('RFB 003.008\n'))
    browser.received()
    browser.send(bytes(2))
    browser.send(bytes(1))
    expect([browser.fresh(), browser.ended]).toEqual([[], undefined])
  })

  it('is silent when the hypervisor offers no security type', async () => {
    const browser = await (await room({ security: [] })).view()
    browser.received()
    browser.send(bytes('RFB 003.008\n'))
    expect([browser.fresh(), browser.ended]).toEqual([[], undefined])
  })

  it('closes cleanly when nothing listens for VNC', async () => {
    const made = await room({ portClosed: true })
    expect((await made.view()).ended).toEqual([1000, ''])
  })

  it('takes only the first of a message in pieces', async () => {
    // Before the login the proxy flushes once a step: the rest of the version never reaches the hypervisor.
    const browser = await (await room()).view()
    browser.received()
    for (const byte of bytes('RFB 003.008\n')) browser.send(bytes(byte))
    expect(browser.fresh()).toEqual([])
  })

  for (const [index, step] of (['version', 'types', 'result', 'init'] as const).entries()) {
    it(`talks nonsense at ${step} when told to`, async () => {
      const browser = await (await room({ nonsense: step })).view()
      for (const answer of [bytes('RFB 003.008\n'), bytes(2), bytes(1)].slice(0, index)) browser.send(answer)
      expect(text(browser.received())).toContain('HTTP/1.1 400')
    })
  }
})

describe('a client in a hurry', () => {
  const hello = [bytes('RFB 003.008\n'), bytes(2)]
  const three = [pixelFormat, encodings(0), ask(false)]

  it('hangs at ClientInit until three more frames', async () => {
    const made = await room({ race: true })
    const browser = await made.view()
    for (const answer of hello) browser.send(answer)
    browser.received()
    browser.send(bytes(1))
    expect(browser.fresh()).toEqual([])
    made.pass(350)
    for (const message of three) browser.send(message)
    expect(browser.received().length).toBe(24 + 'r-902-VM '.length)
    made.pass(8)
    browser.send(keepalive)
    expect(browser.received().length).toBeGreaterThan(1_000_000)
  })

  it('gets no picture until one more message', async () => {
    const made = await room({ race: true })
    const browser = await made.view()
    for (const answer of hello) browser.send(answer)
    made.pass(8)
    browser.send(bytes(1))
    browser.received()
    for (const message of three) browser.send(message)
    expect(browser.fresh()).toEqual([])
    made.pass(150)
    browser.send(keepalive)
    expect(browser.received().length).toBeGreaterThan(1_000_000)
  })

  it('is served when it waits 8 ms, by its own clock', async () => {
    let now = 0
    const browser = await (await room({ race: true })).view({ now: () => now })
    for (const message of [...hello, bytes(1), ...three]) {
      now += 8
      browser.send(message)
    }
    expect(browser.received().length).toBeGreaterThan(1_000_000)
  })

  it('is served at once where the race is switched off', async () => {
    const browser = await (await room()).view()
    browser.shakeHands()
    browser.begin()
    expect(browser.received().length).toBeGreaterThan(1_000_000)
  })
})

describe('spinners', () => {
  const steps = [bytes('RFB 003.008\n'), bytes(2), bytes(1), pixelFormat, encodings(0), ask(false)]

  it('are the clients that leave before their third message after ServerInit', async () => {
    const made = await room()
    for (let taken = 0; taken <= steps.length; taken += 1) {
      const before = made.control.state().spinners
      const browser = await made.view()
      for (const step of steps.slice(0, taken)) browser.send(step)
      browser.leave()
      expect(made.control.state().spinners - before).toBe(taken < steps.length ? 1 : 0)
    }
  })

  it('are also clients that say goodbye first', async () => {
    const made = await room()
    const browser = await made.view()
    for (const step of steps.slice(0, 5)) browser.send(step)
    browser.send(bytes([1000, 2]), 8)
    browser.leave()
    expect(made.control.state().spinners).toBe(1)
  })

  it('are none where the proxy was never in its handshake', async () => {
    const made = await room({ portClosed: true })
    ;(await made.view()).leave()
    const refused = new Browser()
    made.client.simulator.console.open({ url: 'ws://x/?token=A', headers: {}, protocols: [] }, refused)
    expect(made.control.state().spinners).toBe(0)
  })
})

describe('other hypervisors', () => {
  it('XenServer: RFB 3.3 without security, in small messages', async () => {
    const browser = await (await room({ hypervisor: 'XenServer' })).view()
    expect(text(browser.received())).toBe('RFB 003.003\n')
    browser.send(bytes('RFB 003.003\n'))
    expect([...browser.received()]).toEqual([0, 0, 0, 1])
    browser.send(bytes(1))
    expect(text(browser.received().subarray(24))).toBe('QEMU (r-902-VM)')
    browser.send(ask(false, 0, 0, 30, 30))
    const messages = browser.fresh()
    expect(messages.length).toBeGreaterThan(30)
    expect(Math.max(...messages.map(({ length }) => length))).toBe(100)
  })

  it('VMware: passed through as it is', async () => {
    const browser = await (await room({ hypervisor: 'VMware' })).view()
    expect(text(browser.received())).toBe('RFB 003.008\n')
    browser.send(bytes('RFB 003.008\n'))
    expect([...browser.received()]).toEqual([1, 1])
    browser.send(bytes(1))
    expect(number(browser.received())).toBe(0)
    browser.send(bytes(1))
    expect(text(browser.received().subarray(24))).toBe('QEMU (r-902-VM)')
    browser.send(keepalive)
    expect(browser.received().length).toBe(20)
  })
})
