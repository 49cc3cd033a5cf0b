import type { Configuration } from '@stratoview/api-client'
import { describe, expect, test } from 'vitest'
import { curatedOf, groups } from './curated/index.ts'
import { callOf, draftKey, type Drafts, overtaken, shownIn, withReset, without, withValue } from './drafts.ts'
import { effectOf } from './effect.ts'
import { backIn, knownSettings, plain, sameValue, valueIn } from './known.ts'
import { recreateWarning } from './recreate.ts'
import { conflicts, obstacles, rangeText, valueProblem } from './rules.ts'

const interval = (rest: string) => `router.health.checks.${rest}.interval`
const number = (name: string, value: string, defaultvalue = value, isdynamic = true): Configuration => ({
  name,
  value,
  defaultvalue,
  isdynamic,
  type: 'Number',
})
const cloud = (basic: number, advanced: number, refresh: number, fetch: number) =>
  knownSettings(
    [
      number(interval('basic'), String(basic), '3'),
      number(interval('advanced'), String(advanced), '10'),
      number(interval('config.refresh'), String(refresh), '10', false),
      number(interval('results.fetch'), String(fetch), '10', false),
    ],
    new Map(),
  )
const typed = (known: ReturnType<typeof cloud>, values: Record<string, string>): Drafts =>
  Object.entries(values).reduce<Drafts>((drafts, [name, value]) => {
    const one = known.get(name)
    return one ? withValue(drafts, one, '', value) : drafts
  }, new Map())

describe('the guide’s rule of intervals', () => {
  test('twice the slowest check is enough, less is told', () => {
    expect(conflicts(cloud(3, 10, 20, 20), new Map())).toEqual([])
    expect(conflicts(cloud(3, 10, 20, 19), new Map())).toEqual([
      {
        name: interval('results.fetch'),
        least: 20,
        blocks: false,
        text: 'router.health.checks.results.fetch.interval is 19, less than twice router.health.checks.advanced.interval (10): results are fetched before there are new ones. Set 20 or more, or 0 to switch it off.',
      },
    ])
  })

  test.each<[string, Record<string, string>, string[]]>([
    ['a fetch made too fast', { [interval('results.fetch')]: '5' }, [interval('results.fetch')]],
    ['a refresh made too fast', { [interval('config.refresh')]: '19' }, [interval('config.refresh')]],
    [
      'advanced checks made slower',
      { [interval('advanced')]: '11' },
      [interval('config.refresh'), interval('results.fetch')],
    ],
    [
      'basic checks slower than the advanced',
      { [interval('basic')]: '15' },
      [interval('config.refresh'), interval('results.fetch')],
    ],
    [
      'everything moved together',
      { [interval('advanced')]: '20', [interval('results.fetch')]: '40', [interval('config.refresh')]: '40' },
      [],
    ],
    ['a fetch switched off', { [interval('results.fetch')]: '0' }, []],
    [
      'both checks switched off',
      { [interval('basic')]: '0', [interval('advanced')]: '0', [interval('results.fetch')]: '1' },
      [],
    ],
  ])('%s', (_, values, blocked) => {
    const known = cloud(3, 10, 20, 20)
    const found = conflicts(known, typed(known, values))
    expect(found.filter(({ blocks }) => blocks).map(({ name }) => name)).toEqual(blocked)
  })

  test('what is so already stops no other change, and CloudStack’s own defaults are told only', () => {
    const known = cloud(5, 10, 10, 10)
    const other = typed(known, { [interval('basic')]: '4' })
    expect(conflicts(known, other).map(({ blocks }) => blocks)).toEqual([false, false])
    const tuned = cloud(3, 10, 20, 20)
    const one = tuned.get(interval('results.fetch'))
    if (!one) throw new Error('no fetch interval')
    expect(conflicts(tuned, withReset(new Map(), one, '')).map(({ blocks }) => blocks)).toEqual([false])
  })

  test('settings that are not known, and values that are no numbers, are held to nothing here', () => {
    expect(conflicts(new Map(), new Map())).toEqual([])
    const known = cloud(3, 10, 20, 20)
    expect(conflicts(known, typed(known, { [interval('results.fetch')]: 'often' }))).toEqual([])
    expect(obstacles(known, typed(known, { [interval('results.fetch')]: 'often' }), curatedOf)).toEqual([
      `${interval('results.fetch')}: A whole number is needed`,
    ])
  })
})

describe('a value', () => {
  const of = (type: string, over: Partial<Configuration> = {}): Configuration => ({
    name: 'x',
    type,
    defaultvalue: '1',
    ...over,
  })
  const range = { name: 'x', what: '', range: { min: 0, max: 5 } }
  test.each<[string, Configuration, string, string | undefined]>([
    ['a whole number', of('Number'), '12', undefined],
    ['a number with a point', of('Number'), '1.5', 'A whole number is needed'],
    ['no number', of('Number'), 'often', 'A whole number is needed'],
    ['nothing', of('Number'), '', 'A number is needed'],
    ['nothing where nothing is the default', of('Number', { defaultvalue: '' }), '', undefined],
    ['a decimal', of('Decimal'), '0.95', undefined],
    ['no decimal', of('Decimal'), '95 %', 'A number is needed'],
    ['a share above one', of('Range'), '1.2', '1 or less'],
    ['a Boolean', of('Boolean'), 'true', undefined],
    ['a Boolean in capitals', of('Boolean'), 'TRUE', 'true or false'],
    ['a choice', of('Select', { options: 'first, last' }), 'last', undefined],
    ['no choice', of('Select', { options: 'first, last' }), 'middle', 'One of first, last'],
    ['any text', of('String'), 'whatever', undefined],
  ])('%s', (_, setting, value, problem) => expect(valueProblem(setting, undefined, value)).toBe(problem))

  test('is held to its own range, which is told', () => {
    expect(valueProblem(of('Number'), range, '6')).toBe('5 or less')
    expect(valueProblem(of('Number'), range, '-1')).toBe('0 or more')
    expect(rangeText(of('Number'), range)).toBe('0 to 5')
    expect(rangeText(of('Range'), undefined)).toBe('0 to 1')
    expect(rangeText(of('Select', { options: 'first,last' }), undefined)).toBe('first, last')
    expect(rangeText(of('String'), undefined)).toBeUndefined()
  })

  test('a number kept as text is held to its range too', () => {
    const capacity = curatedOf('consoleproxy.capacity.standby')
    expect(
      valueProblem({ name: 'consoleproxy.capacity.standby', type: 'String', defaultvalue: '10' }, capacity, '-1'),
    ).toBe('0 or more')
  })
})

describe('changes', () => {
  const zone = 'zone-1'
  const setting: Configuration = { name: 'limit', value: '100', defaultvalue: '100', type: 'Decimal', isdynamic: true }
  const known = knownSettings([setting], new Map([[zone, [{ ...setting, value: '100.0', scope: 'zone' }]]]))
  const limit = known.get('limit')
  if (!limit) throw new Error('no limit')

  test('a zone’s 100.0 is everybody’s 100', () => {
    expect(valueIn(limit, zone)).toBe('100.0')
    expect(plain(setting, '100.0')).toBe('100')
    expect(sameValue(setting, '100.0', '100')).toBe(true)
    expect(withValue(new Map(), limit, zone, '100').size).toBe(0)
  })

  test('typing the old value back is no change', () => {
    const drafts = withValue(new Map(), limit, '', '90')
    expect(shownIn(limit, '', drafts.get(draftKey('limit', '')))).toBe('90')
    expect(withValue(drafts, limit, '', '100').size).toBe(0)
    expect(without(drafts, [draftKey('limit', '')]).size).toBe(0)
  })

  test('go back to the default everywhere, and to everybody’s value in a zone', () => {
    const raised = knownSettings([{ ...setting, value: '95' }], new Map([[zone, [{ ...setting, value: '90.0' }]]])).get(
      'limit',
    )
    if (!raised) throw new Error('no limit')
    expect([backIn(raised, ''), backIn(raised, zone)]).toEqual(['100', '95'])
    const draft = withReset(new Map(), raised, zone).get(draftKey('limit', zone))
    if (!draft) throw new Error('no draft')
    expect(shownIn(raised, zone, draft)).toBe('95')
    expect(callOf(draft)).toEqual({ command: 'resetConfiguration', params: { name: 'limit', zoneid: zone } })
  })

  test('are sent as CloudStack takes them', () => {
    const [draft] = withValue(new Map(), limit, '', '').values()
    expect(draft && callOf(draft)).toEqual({ command: 'updateConfiguration', params: { name: 'limit', value: '' } })
  })

  test('know when somebody else was faster', () => {
    const [draft] = withValue(new Map(), limit, '', '90').values()
    if (!draft) throw new Error('no draft')
    expect(overtaken(draft, limit)).toBe(false)
    const later = knownSettings([{ ...setting, value: '80' }], new Map()).get('limit')
    expect(later && overtaken(draft, later)).toBe(true)
  })

  test('count at once or after a restart; a zone’s own value is read live', () => {
    expect(effectOf({ name: 'x', isdynamic: true }, '')).toBe('at once')
    expect(effectOf({ name: 'x', isdynamic: false }, '')).toBe('after a restart of the management server')
    expect(effectOf({ name: 'x', isdynamic: false }, zone)).toBe('at once')
  })
})

test('a curated setting stands once, with a sentence', () => {
  const all = groups.flatMap(({ parts }) => parts.flatMap(({ settings }) => settings))
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { name, what } of all) expect(what, name).toMatch(/^[A-Z].*\.$|^disk_|^cpu_|^memory_/)
})

test('who would be recreated now is told beforehand, as CloudStack finds them', () => {
  const checks = (failing: string[]) => ({
    verdict: 'failing' as const,
    total: 1,
    passed: 0,
    failing,
    warning: [],
    unknown: [],
  })
  const router = (name: string, zoneid: string, basic: string[], advanced: string[] = []) => ({
    name,
    state: 'Running',
    zoneid,
    health: { basic: checks(basic), advanced: checks(advanced) },
  })
  const fleet = [
    router('r-1-VM', 'z1', ['dhcp.service']),
    router('r-2-VM', 'z2', [], ['dns_check.py']),
    // A custom check whose name is a part of the one that was picked.
    router('r-3-VM', 'z1', ['dns_check']),
    router('r-4-VM', 'z1', ['cpu_usage_check.py']),
    { ...router('r-5-VM', 'z1', ['dhcp.service']), state: 'Stopped' },
  ]
  const words = (before: string, after: string, zone?: string) =>
    recreateWarning(before, after, fleet, zone)?.split('meanwhile.')[1]
  expect(words('', 'dhcp.service')).toBe(' 1 router fails there now: r-1-VM.')
  expect(words('', 'dns_check.py')).toBe(' 2 routers fail there now: r-2-VM and r-3-VM.')
  expect(words('', 'dns_check.py', 'z1')).toBe(' 1 router fails there now: r-3-VM.')
  expect(words('dhcp.service', 'dhcp.service,iptables_check.py')).toBe(' No router fails there now.')
  expect(recreateWarning('dhcp.service', '', fleet)).toBeUndefined()
  expect(recreateWarning('', 'a,b', undefined)).toMatch(/on which a or b fail: .*meanwhile\.$/)
})
