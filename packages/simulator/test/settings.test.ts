import type { Configuration } from '@stratoview/api-client'
import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { Client } from './client.ts'
import { inside, recorded } from './recorded.ts'

const exclude = 'router.health.checks.to.exclude'
const basic = 'router.health.checks.basic.interval'

let client: Client
let zone: string
let other: string

beforeEach(async () => {
  client = new Client(createSimulator(), 'settings')
  await client.login('admin')
  const [first, second] = client.world.tables.zones
  if (!first || !second) throw new Error('the demo world has three zones')
  zone = first.id
  other = second.id
})

async function read(name: string, place: Record<string, string> = {}): Promise<Configuration | undefined> {
  const { inside: answer } = await client.call('listConfigurations', { name, ...place })
  return ((answer.configuration ?? []) as Configuration[]).find((row) => row.name === name)
}
const update = (name: string, value: string, place: Record<string, string> = {}) =>
  client.call('updateConfiguration', { name, value, ...place }, 'POST')
const reset = (name: string, place: Record<string, string> = {}) =>
  client.call('resetConfiguration', { name, ...place }, 'POST')
const told = (answer: { inside: Record<string, unknown> }) => answer.inside.configuration as Configuration

describe('a value', () => {
  test('changes everywhere, is told as it was sent, and goes back to its default', async () => {
    expect(told(await update(basic, '11'))).toMatchObject({ name: basic, value: '11', isdynamic: true })
    expect(await read(basic)).toMatchObject({ value: '11', defaultvalue: '3' })
    expect(told(await reset(basic))).toMatchObject({ value: '3' })
    expect(await read(basic)).toMatchObject({ value: '3' })
  })

  test('without a value nothing changes; the empty text empties it', async () => {
    await client.call('updateConfiguration', { name: basic }, 'POST')
    expect(await read(basic)).toMatchObject({ value: '3' })
    await update('router.template.kvm', '')
    expect(await read('router.template.kvm')).not.toHaveProperty('value')
  })

  test('of a zone stands beside everybody’s, and only in that zone', async () => {
    expect(told(await update(exclude, 'dns_check.py', { zoneid: zone })).scope).toBe('zone')
    expect(await read(exclude, { zoneid: zone })).toMatchObject({ value: 'dns_check.py', scope: 'zone' })
    expect(await read(exclude, { zoneid: other })).toMatchObject({ value: '' })
    expect(await read(exclude)).toMatchObject({ value: '' })
    await update(exclude, 'dhcp_check.py')
    expect(await read(exclude, { zoneid: other })).toMatchObject({ value: 'dhcp_check.py' })
    expect(told(await reset(exclude, { zoneid: zone }))).toMatchObject({ value: 'dhcp_check.py', scope: 'Zone' })
    expect(await read(exclude, { zoneid: zone })).toMatchObject({ value: 'dhcp_check.py' })
  })

  test('of a zone is emptied by the empty text, not taken back', async () => {
    await update(exclude, 'dhcp_check.py')
    await update(exclude, '', { zoneid: zone })
    expect(await read(exclude, { zoneid: zone })).toMatchObject({ value: '' })
  })

  test('that is a decimal is read with its point in a zone, as recorded', async () => {
    const name = 'router.health.checks.max.cpu.usage.threshold'
    await update(name, '90', { zoneid: zone })
    expect(await read(name, { zoneid: zone })).toMatchObject({ value: '90.0' })
    expect(await read(name)).toMatchObject({ value: '100' })
  })

  test('raises the event that the list of events shows', async () => {
    await update(basic, '5')
    expect(client.world.tables.events.at(-1)).toMatchObject({
      type: 'CONFIGURATION.VALUE.EDIT',
      username: 'admin',
      description: `Successfully completed updating configuration.  Name: ${basic} New Value: 5`,
    })
  })
})

describe('refused, as recorded or as the reference says', () => {
  const text = (file: string) => String(inside(recorded(file)).errortext)

  test.each([
    ['often', basic, 'Value [often] is not a valid [class java.lang.Integer].'],
    ['3.5', basic, 'Value [3.5] is not a valid [class java.lang.Integer].'],
    ['9999999999', basic, 'Value [9999999999] is not a valid [class java.lang.Integer].'],
    ['maybe', 'router.version.check', 'Value [maybe] is not a valid [class java.lang.Boolean].'],
    ['soon', 'diagnostics.data.max.file.age', 'Value [soon] is not a valid [class java.lang.Long].'],
    ['much', 'router.health.checks.max.cpu.usage.threshold', 'Value [much] is not a valid [class java.lang.Double].'],
    [
      '2',
      'secondary.storage.capacity.threshold',
      'Please enter a value between 0 and 1 for the configuration parameter: [secondary.storage.capacity.threshold].',
    ],
    [
      '6',
      'router.extra.public.nics',
      'The provided value is not valid for this configuration. Please enter an integer in the range: [0-5]',
    ],
    [
      'middle',
      'vrouter.redundant.tiers.placement',
      'The provided value is not a valid value for this configuration (Options are: [first,last,random]).',
    ],
    ['not a name', 'secstorage.ssl.cert.domain', 'The provided value is not a valid domain name.'],
    [
      '10.0.0.0/8,here',
      'secstorage.allowed.internal.sites',
      'Invalid CIDR here value specified for the config secstorage.allowed.internal.sites.',
    ],
    ['true', 'dynamic.apichecker.enabled', 'Restricted configuration update not allowed'],
  ])('%s for %s', async (value, name, errortext) => {
    if (name === 'dynamic.apichecker.enabled') client.world.tables.configurations.push({ name, type: 'Boolean' })
    const before = await read(name)
    const answer = await update(name, value)
    expect(answer.status).toBe(431)
    expect(answer.inside).toMatchObject({ errorcode: 431, cserrorcode: 4350, errortext })
    expect(await read(name)).toEqual(before)
  })

  test('the recorded three', async () => {
    expect((await update(basic, 'often')).inside.errortext).toBe(text('updateConfiguration.not-a-number'))
    expect((await update('no.such.setting', '1')).inside.errortext).toBe(text('updateConfiguration.unknown'))
    expect((await reset('no.such.setting')).inside.errortext).toBe(text('updateConfiguration.unknown'))
    const inZone = await update(basic, '5', { zoneid: zone })
    expect(inZone.inside.errortext).toBe(text('updateConfiguration.unknown-in-zone'))
  })

  test('a negative interval passes: the server has no limit', async () => {
    expect((await update(basic, '-4')).status).toBe(200)
  })

  test('a zone that does not exist, and two places at once', async () => {
    expect((await update(exclude, 'x', { zoneid: client.world.uuid() })).status).toBe(431)
    const domainid = String(client.world.tables.domains[0]?.id)
    expect((await update(exclude, 'x', { zoneid: zone, domainid })).inside.errortext).toMatch(
      /^cannot handle multiple IDs/,
    )
  })

  test('an auditor changes nothing, a domain admin sees its domain’s settings alone', async () => {
    await client.login('auditor')
    expect(await read(basic)).toMatchObject({ value: '3' })
    expect((await update(basic, '5')).status).toBe(432)
    await client.login('salesadmin', '/sales')
    expect((await client.call('listConfigurations')).inside).toEqual({})
    expect((await update(basic, '5')).inside.errortext).toBe(text('updateConfiguration.unknown-in-zone'))
    expect((await reset(basic)).status).toBe(432)
  })
})

test('a router made anew is of the template its own zone names', async () => {
  const { routers, templates } = client.world.tables
  const name = (id: string | undefined) => templates.find((one) => one.id === id)
  const old = routers.find((one) => one.state === 'Running' && !one.vpcid && name(one.templateid)?.hypervisor === 'KVM')
  if (!old?.guestnetworkid) throw new Error('no running KVM router of a network')
  const template = templates.find((one) => one.zoneid === old.zoneid && one.id !== old.templateid)
  if (!template) throw new Error('the zone has one template only')
  await update('router.template.kvm', template.name, { zoneid: old.zoneid })
  await client.call('restartNetwork', { id: old.guestnetworkid, cleanup: true }, 'POST')
  client.pass(60_000)
  const successor = client.world.tables.routers.find((one) => one.guestnetworkid === old.guestnetworkid)
  expect(successor?.id).not.toBe(old.id)
  expect(successor?.templatename).toBe(template.name)
})
