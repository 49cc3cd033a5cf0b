import type { ConsoleEndpoint, Router } from '@stratoview/api-client'
import { describe, expect, it } from 'vitest'
import type { Client } from '../client.ts'
import { differences } from '../compare.ts'
import { inside, recorded, rowsOf } from '../recorded.ts'
import { recordedWorld } from '../recorded-world.ts'
import { room, Room } from './console.ts'

const endpointOf = (within: Record<string, unknown>) => within.consoleendpoint as ConsoleEndpoint
/** Its texts, with the token out of them. */
const told = ({ url, details, websocket }: ConsoleEndpoint) => ({
  details,
  url: websocket?.token ? url?.replace(websocket.token, 'TOKEN') : url,
  websocket: websocket && { ...websocket, token: undefined },
})

interface Case {
  file: string
  as?: string
  prepare?: (client: Client) => void
}

/** The VM of a recording in the state it had. */
function have(file: string, state: string, more: object = {}) {
  return ({ world }: Client) => {
    const id = String(recorded(file).request.params.virtualmachineid)
    const { routers, instances, systemVms } = world.tables
    const row = [...routers, ...instances, ...systemVms].find((one) => one.id === id)
    if (row) return void Object.assign(row, { state }, more)
    const [model] = rowsOf<Router>(recorded('listRouters.with-health'))
    if (!model) throw new Error('no router to be like')
    world.tables.routers.push({ ...model, id, state, ...more })
  }
}

const cases: readonly Case[] = [
  { file: 'createConsoleEndpoint.systemvm', prepare: have('createConsoleEndpoint.systemvm', 'Running') },
  { file: 'createConsoleEndpoint.router-extra', prepare: have('createConsoleEndpoint.router-extra', 'Running') },
  { file: 'createConsoleEndpoint.uservm', prepare: have('createConsoleEndpoint.uservm', 'Running') },
  { file: 'createConsoleEndpoint.wildcard', prepare: have('createConsoleEndpoint.wildcard', 'Running') },
  { file: 'createConsoleEndpoint.unknown-id' },
  {
    file: 'createConsoleEndpoint.stopped',
    prepare: have('createConsoleEndpoint.stopped', 'Stopped', { name: 'r-16-VM' }),
  },
  {
    file: 'createConsoleEndpoint.uservm-proxy-stopped',
    prepare: (client) => {
      have('createConsoleEndpoint.uservm-proxy-stopped', 'Running')(client)
      for (const vm of client.world.tables.systemVms) if (vm.systemvmtype === 'consoleproxy') vm.state = 'Stopped'
    },
  },
  { file: 'tenant.createConsoleEndpoint', as: 'tenant' },
  { file: 'tenant.createConsoleEndpoint.not-mine', as: 'tenant' },
  {
    file: 'tenant.createConsoleEndpoint.router',
    as: 'tenant',
    prepare: have('tenant.createConsoleEndpoint.router', 'Running', { name: 'r-10-VM' }),
  },
]

describe('createConsoleEndpoint as recorded', () => {
  for (const { file, as, prepare } of cases) {
    it(file, async () => {
      const client = await recordedWorld()
      prepare?.(client)
      if (as) await client.login(as)
      const exchange = recorded(file)
      const { command, ...params } = exchange.request.params
      const answer = await client.call(String(command), params, exchange.request.method)
      expect(answer.status).toBe(exchange.status)
      expect(differences(exchange.body, answer.body)).toEqual([])
      if (exchange.status !== 200) return
      expect(told(endpointOf(answer.inside))).toEqual(told(endpointOf(inside(exchange))))
    })
  }
})

describe('createConsoleEndpoint', () => {
  it('may not be called by a read-only admin, and refuses a domain admin a router', async () => {
    const made = await room()
    await made.client.login('auditor')
    const refused = await made.client.call('createConsoleEndpoint', { virtualmachineid: made.row.id }, 'POST')
    expect([refused.status, refused.envelope]).toEqual([432, 'errorresponse'])
    await made.client.login('salesadmin', '/sales')
    expect(await made.endpoint()).toEqual({ success: false, details: 'Permission denied' })
  })

  it('needs the id of a VM', async () => {
    const made = await room()
    const { status, inside } = await made.client.call('createConsoleEndpoint', {}, 'POST')
    expect([status, inside.errortext]).toEqual([
      431,
      'Unable to execute API command createconsoleendpoint due to missing parameter virtualmachineid',
    ])
  })

  it('goes through one proxy for a VM, and says when there is none', async () => {
    const made = await room()
    const ams = new Room(made.client, 'r-1013-VM')
    const host = async () => (await ams.endpoint()).websocket?.host
    const first = await host()
    expect([await host(), await host()]).toEqual([first, first])
    for (const vm of made.client.world.tables.systemVms) if (vm.publicip === first) vm.state = 'Stopped'
    // The other proxy of the zone is the one that refuses consoles.
    expect((await ams.endpoint()).details).toMatch(/ready in a few minutes/)
  })

  it('refuses the console of the proxy that refuses consoles, and on LXC', async () => {
    const made = await room()
    const refusing = made.client.world.tables.systemVms.find(({ name }) => name === 'v-1049-VM')
    expect((await made.endpoint(refusing?.id)).success).toBe(false)
    made.control.set({ hypervisor: 'LXC' })
    expect((await made.endpoint()).details).toBe('Server Internal Error: Console access is not supported for LXC')
  })

  it('shows its own page where noVNC cannot be used', async () => {
    const made = await room({ hypervisor: 'Hyperv' })
    expect((await made.endpoint()).url).toMatch(/^http:\/\/203\.0\.113\.3\/ajax\?token=/)
    made.control.set({ hypervisor: undefined })
    expect((await made.endpoint()).url).toMatch(/\/resource\/noVNC\/vnc\.html\?/)
    const setting = made.client.world.tables.configurations.find(({ name }) => name === 'novnc.console.default')
    if (setting) setting.value = 'false'
    expect((await made.endpoint()).url).toMatch(/\/resource\//)
    made.control.restart()
    expect((await made.endpoint()).url).toMatch(/\/ajax\?/)
  })

  it('has no WebSocket on an external hypervisor', async () => {
    const made = await room({ hypervisor: 'External' })
    const { success, websocket } = await made.endpoint()
    expect([success, websocket]).toEqual([true, undefined])
  })

  it('follows the address settings once the management server has started again', async () => {
    const made = await room()
    const set = (name: string, value: string) => {
      const row = made.client.world.tables.configurations.find((one) => one.name === name)
      if (row) row.value = value
    }
    const address = async () => {
      made.control.restart()
      const { url = '', websocket } = await made.endpoint()
      return [new URL(url).origin, websocket?.host, websocket?.port]
    }
    set('consoleproxy.sslEnabled', 'true')
    set('consoleproxy.url.domain', '*.console.example')
    const name = '203-0-113-3.console.example'
    expect(await address()).toEqual([`https://${name}`, name, '8443'])
    set('consoleproxy.url.domain', 'console.example')
    expect(await address()).toEqual(['https://console.example', 'console.example', '8443'])
    made.control.set({ certificate: false })
    expect(await address()).toEqual(['https://console.example', 'console.example', '8080'])
    set('consoleproxy.url.domain', '')
    expect(await address()).toEqual(['http://203.0.113.3', '203.0.113.3', '8080'])
  })

  it('says what a misled server would say when told to', async () => {
    const made = await room({ endpoint: { host: '169.254.169.254', port: '80' } })
    expect((await made.endpoint()).websocket).toMatchObject({ host: '169.254.169.254', port: '80' })
  })
})
