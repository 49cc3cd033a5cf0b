import type { Template } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { expect, test } from 'vitest'
import { inUse, standings, type Known } from './standing.ts'

const template = (name: string, more: Partial<Template> = {}): Template => ({
  id: name,
  name,
  zoneid: 'z1',
  hypervisor: 'KVM',
  templatetype: 'SYSTEM',
  isready: true,
  ...more,
})
const router = (name: string, templatename: string, more: Partial<RouterRow> = {}) =>
  ({ id: name, name, state: 'Running', zoneid: 'z1', hypervisor: 'KVM', templatename, ...more }) as RouterRow
const proxy = {
  id: 'v',
  name: 'v-2-VM',
  state: 'Running',
  zoneid: 'z1',
  hypervisor: 'KVM',
  systemvmtype: 'consoleproxy',
}
const value = (name: string, said: string) => ({ name, value: said })
const known = (more: Partial<Known> = {}): Known => ({
  clusters: [{ id: 'c', name: 'c', zoneid: 'z1', zonename: 'fra-1', hypervisortype: 'KVM' }],
  templates: [template('old', { created: '2025' }), template('new', { created: '2026' })],
  settings: new Map([['', [value('router.template.kvm', 'new'), value('minreq.sysvmtemplate.version', '4.22.0')]]]),
  routers: [],
  systemVms: [],
  ...more,
})

test('says which template a zone’s hypervisor uses, and who still runs another', () => {
  const routers = [
    router('r-1-VM', 'new'),
    router('r-2-VM', 'old'),
    router('r-3-VM', 'old', { hypervisor: undefined, state: 'Stopped' }),
  ]
  const systemVms = [{ ...proxy, templatename: 'old' }] as SystemVmRow[]
  const [one] = standings(known({ routers, systemVms }))
  expect([one?.wanted, one?.trouble, one?.system?.name, one?.minimum, one?.own, one?.on]).toEqual([
    'new',
    undefined,
    'new',
    '4.22.0',
    false,
    1,
  ])
  expect(one?.behind.map(({ name }) => name)).toEqual(['v-2-VM', 'r-2-VM', 'r-3-VM'])
  expect(inUse('old', { routers, systemVms })).toBe(3)
})

test('a setting that is not dynamic wants the management server restarted', () => {
  const settings = new Map([['', [{ ...value('router.template.kvm', 'new'), isdynamic: false }]]])
  expect(standings(known({ settings }))[0]?.restart).toBe(true)
  expect(standings(known())[0]?.restart).toBe(false)
})

test('a zone’s own value wins over everybody’s', () => {
  const settings = new Map([...known().settings, ['z1', [value('router.template.kvm', 'old')]]])
  const [one] = standings(known({ settings }))
  expect([one?.wanted, one?.own]).toEqual(['old', true])
})

test('a template that is not there, or not ready, is trouble', () => {
  const pointed = (name: string, templates: Template[]) =>
    standings(known({ templates, settings: new Map([['', [value('router.template.kvm', name)]]]) }))[0]?.trouble
  expect(pointed('gone', [template('new')])).toBe('No template of that name is registered here')
  expect(pointed('new', [template('new', { isready: false, status: '45% Downloaded' })])).toBe(
    'Not ready: 45% Downloaded',
  )
  expect(pointed('', [])).toBe('router.template.kvm names no template')
})

test('a template for routing comes before one of the system by the same name', () => {
  const both = [template('new'), template('new', { id: 'routing', templatetype: 'ROUTING' })]
  expect(standings(known({ templates: both }))[0]?.template?.id).toBe('routing')
})
