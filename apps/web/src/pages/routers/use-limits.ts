import type { Configuration } from '@stratoview/api-client'
import type { HealthOptions } from '@stratoview/api-client/health'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'

const PREFIX = 'router.health.checks.'

/** The settings behind the checks by their names after `router.health.checks.`; undefined when the role may not read them. */
export type Limits = ReadonlyMap<string, string>

/**
 * The thresholds of a zone and the intervals of the whole cloud: the first have a zone's value, the second only a
 * global one (recorded: `listConfigurations.zone`).
 */
export function useLimits(zoneid: string): Limits | undefined {
  const { apis } = useSession()
  const ask = { enabled: apis.has('listConfigurations'), staleTime: SELDOM }
  const everywhere = useQuery({ ...q(cs.listConfigurations, { name: PREFIX }), ...ask })
  const here = useQuery({ ...q(cs.listConfigurations, { name: PREFIX, zoneid }), ...ask })
  if (everywhere.data === undefined && here.data === undefined) return undefined
  return limitsOf([...(everywhere.data?.configuration ?? []), ...(here.data?.configuration ?? [])])
}

/** Later rows win: the zone's after the cloud's. */
export function limitsOf(settings: readonly Configuration[]): Limits {
  const own = settings.filter(({ name }) => name.startsWith(PREFIX))
  return new Map(own.map(({ name, value, defaultvalue }) => [name.slice(PREFIX.length), value ?? defaultvalue ?? '']))
}

const number = (limits: Limits | undefined, name: string): number | undefined => {
  const value = Number(limits?.get(name) || Number.NaN)
  return Number.isNaN(value) ? undefined : value
}

/** The intervals as the verdict needs them, minutes. */
export const intervalsOf = (limits: Limits | undefined): Omit<HealthOptions, 'now'> => ({
  basicInterval: number(limits, 'basic.interval'),
  advancedInterval: number(limits, 'advanced.interval'),
  fetchInterval: number(limits, 'results.fetch.interval'),
})

/** `100.0` of `max.cpu.usage.threshold` → `100 %`; undefined when it is not set. */
export function limitText(limits: Limits | undefined, name: string, unit: string): string | undefined {
  const value = number(limits, name)
  return value === undefined ? undefined : `${value.toLocaleString('en')} ${unit}`
}

/** The limit a check was held to, by its name. */
export const limitOfCheck: ReadonlyMap<string, { setting: string; unit: string; words: string }> = new Map([
  ['disk_space_check.py', { setting: 'free.disk.space.threshold', unit: 'MB', words: 'at least' }],
  ['cpu_usage_check.py', { setting: 'max.cpu.usage.threshold', unit: '%', words: 'at most' }],
  ['memory_usage_check.py', { setting: 'max.memory.usage.threshold', unit: '%', words: 'at most' }],
])
