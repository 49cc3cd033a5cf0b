import { describe, expect, it } from 'vitest'
import { createSimulator, type Fault } from '../src/index.ts'
import { Client, operator } from './client.ts'

async function broken(fault: Fault): Promise<Client> {
  const client = await operator()
  client.simulator.control.fault(client.world.name, fault)
  return client
}

/** Whether a promise has settled, without waiting for it. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let is = false
  const mark = () => {
    is = true
  }
  promise.then(mark, mark)
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
  return is
}

describe('ordered faults', () => {
  it('refuse breaks the connection', async () => {
    const client = await broken({ command: '*', kind: 'refuse' })
    await expect(client.call('listZones')).rejects.toThrow('fetch failed')
  })

  it('refuse with a text is CloudStack saying so', async () => {
    const client = await broken({ command: '*', kind: 'refuse', errortext: 'not today' })
    const answer = await client.call('listZones')
    expect([answer.status, answer.inside.errortext]).toEqual([530, 'not today'])
  })

  it('html is a page', async () => {
    const client = await broken({ command: 'listZones', kind: 'html' })
    const answer = await client.call('listZones')
    expect([answer.status, answer.contentType]).toEqual([200, 'text/html;charset=utf-8'])
    expect(String(answer.body)).toContain('<html>')
  })

  it('half-json is cut', async () => {
    const client = await broken({ command: 'listZones', kind: 'half-json' })
    const { body } = await client.call('listZones')
    expect(typeof body).toBe('string')
    expect(() => JSON.parse(String(body))).toThrow(SyntaxError)
  })

  it('status has its code and text, as often as told, on its command alone', async () => {
    const client = await broken({ command: 'listRouters', kind: 'status', status: 503, errortext: 'down', times: 1 })
    expect((await client.call('listZones')).status).toBe(200)
    const answer = await client.call('listRouters')
    expect([answer.status, answer.envelope, answer.inside.errortext]).toEqual([503, 'listroutersresponse', 'down'])
    expect((await client.call('listRouters')).status).toBe(200)
  })

  it('hang answers when the world has moved a minute', async () => {
    const client = await broken({ command: 'listZones', kind: 'hang' })
    const answer = client.call('listZones')
    expect(await settled(answer)).toBe(false)
    client.pass(59_000)
    expect(await settled(answer)).toBe(false)
    client.pass(1_000)
    expect((await answer).status).toBe(200)
  })

  it('drop-session ends the session for good', async () => {
    const client = await broken({ command: 'listZones', kind: 'drop-session', times: 1 })
    expect((await client.call('listZones')).status).toBe(401)
    expect((await client.call('listRouters')).status).toBe(401)
  })

  it('are cleared, and are of one world', async () => {
    const client = await broken({ command: '*', kind: 'refuse' })
    const other = new Client(client.simulator, 'other')
    expect((await other.login('admin')).status).toBe(200)
    client.simulator.control.clearFaults(client.world.name)
    expect((await client.call('listZones')).status).toBe(200)
  })
})

describe('a slow list', () => {
  it('answers when the clock has moved, where it goes through the slow zone', async () => {
    const client = await operator()
    const [slow, other] = client.world.tables.zones
    client.world.troubles.set(String(slow?.id), 'slow-list')
    expect((await client.call('listZones')).status).toBe(200)
    expect((await client.call('listRouters', { zoneid: other?.id, listall: true })).status).toBe(200)
    const answers = [client.call('listRouters', { zoneid: slow?.id }), client.call('listRouters')]
    for (const answer of answers) expect(await settled(answer)).toBe(false)
    client.pass(8_000)
    for (const answer of answers) expect((await answer).status).toBe(200)
  })
})

describe('worlds', () => {
  it('are told apart by the login name and know nothing of each other', async () => {
    const simulator = createSimulator()
    const [one, two] = [new Client(simulator, 'one'), new Client(simulator, 'two')]
    await one.login('admin')
    await two.login('admin')
    const [router] = one.world.tables.routers
    await one.call('destroyRouter', { id: router?.id }, 'POST')
    one.pass(10_000)
    expect(one.world.tables.routers.length).toBe(two.world.tables.routers.length - 1)
    expect((await two.call('listZones')).date).toBe((await one.call('listZones')).date - 10_000)
  })

  it('are the same from the same name', () => {
    const rows = () => JSON.stringify(createSimulator().control.world('twin').tables)
    expect(rows()).toBe(rows())
  })

  it('are kept up to a number; the demo stays, and so does the one in use', async () => {
    const simulator = createSimulator({ worlds: 4 })
    const demo = simulator.control.world()
    const first = simulator.control.world('empty-first')
    const used = new Client(simulator, 'empty-used')
    await used.login('admin')
    for (let n = 0; n < 6; n++) {
      simulator.control.world(`empty-${n}`)
      expect((await used.call('listZones')).status).toBe(200)
    }
    expect(simulator.control.world()).toBe(demo)
    expect(simulator.control.world('empty-used')).toBe(used.world)
    expect(simulator.control.world('empty-first')).not.toBe(first)
  })
})

describe('parameters', () => {
  const cases: readonly (readonly [string, string, Record<string, unknown>, number, string])[] = [
    ['an empty needed one', 'stopRouter', { id: '' }, 431, 'Invalid value provided for API arg: id'],
    [
      'a number that is none',
      'listZones',
      { page: 'x', pagesize: 5 },
      431,
      'Unable to execute API command listzones due to invalid value x for parameter page',
    ],
    [
      'pagesize without page',
      'listZones',
      { pagesize: 5 },
      431,
      '"page" parameter is required when "pagesize" is specified',
    ],
    [
      'a control character',
      'listZones',
      { name: 'a\u0007b' },
      431,
      'Received value a\u0007b for parameter name is invalid, contains illegal ASCII non-printable characters',
    ],
  ]
  for (const [what, command, params, status, text] of cases) {
    it(what, async () => {
      const client = await operator()
      const answer = await client.call(command, params)
      expect([answer.status, answer.inside.errortext]).toEqual([status, text])
    })
  }

  it('go by their name whatever its case, and unknown ones are ignored', async () => {
    const client = await operator()
    const [zone] = client.world.tables.zones
    const { inside } = await client.call('listZones', { ID: zone?.id, nonsense: 1 })
    expect(inside.count).toBe(1)
  })

  it('that are lists of maps come by index and key; by the bare name they are none', async () => {
    const client = await operator()
    const asked = { name: 'bare', traffictype: 'GUEST', guestiptype: 'Isolated', supportedservices: 'Dhcp' }
    for (const serviceproviderlist of ['nonsense', '0', '{}']) {
      const answer = await client.call('createNetworkOffering', { ...asked, serviceproviderlist }, 'POST')
      expect(answer.inside.networkoffering).toMatchObject({ service: [{ name: 'Dhcp', provider: [] }] })
    }
  })

  it('may come by query and body at once, and the query wins', async () => {
    const client = await operator()
    const [one, two] = client.world.tables.zones
    const answer = await client.simulator.fetch(
      new Request(`http://simulator/client/api?command=listZones&id=${one?.id}&response=json`, {
        method: 'POST',
        body: new URLSearchParams({ sessionkey: client.sessionkey, id: String(two?.id) }),
        headers: { cookie: client.cookie },
      }),
    )
    const body = (await answer.json()) as { listzonesresponse: { zone: { id: string }[] } }
    expect(body.listzonesresponse.zone.map((zone) => zone.id)).toEqual([one?.id])
  })
})
