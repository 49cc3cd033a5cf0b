import type { Configuration } from '@stratoview/api-client'
import type { Curated } from './curated/curated.ts'
import { type Draft, type Drafts, draftKey, shownIn } from './drafts.ts'
import { EVERYWHERE, type KnownSettings } from './known.ts'

const whole = /^-?\d+$/
const decimal = /^-?\d+(\.\d+)?$/
const choices = ({ options }: Configuration) => options?.split(',').map((one) => one.trim()) ?? []

/** Why a value makes no sense, in our words; what the server refuses beyond that it says itself. */
export function valueProblem(setting: Configuration, curated: Curated | undefined, value: string): string | undefined {
  const { type, defaultvalue } = setting
  const text = value.trim()
  if (type === 'Boolean') return text === 'true' || text === 'false' ? undefined : 'true or false'
  if (type === 'Select') return choices(setting).includes(text) ? undefined : `One of ${choices(setting).join(', ')}`
  if (type !== 'Number' && type !== 'Decimal' && type !== 'Range' && curated?.range === undefined) return undefined
  if (text === '') return defaultvalue ? 'A number is needed' : undefined
  if (type === 'Number' && !whole.test(text)) return 'A whole number is needed'
  if (!decimal.test(text)) return 'A number is needed'
  const { min, max } = curated?.range ?? (type === 'Range' ? { min: 0, max: 1 } : {})
  const number = Number(text)
  if (min !== undefined && number < min) return `${min} or more`
  if (max !== undefined && number > max) return `${max} or less`
  return undefined
}

/** "0 to 100", "1 or more", "true or false". */
export function rangeText(setting: Configuration, curated: Curated | undefined): string | undefined {
  if (setting.type === 'Boolean') return 'true or false'
  if (setting.type === 'Select') return choices(setting).filter(Boolean).join(', ')
  const { min, max } = curated?.range ?? (setting.type === 'Range' ? { min: 0, max: 1 } : {})
  if (min !== undefined && max !== undefined) return `${min} to ${max}`
  if (min !== undefined) return `${min} or more`
  return undefined
}

/** Settings that do not go together. */
export interface Conflict {
  /** The one to change, and the least it should be. */
  name: string
  least: number
  text: string
  /** A change would make it so: it is not saved like this. Else it is so already, or by CloudStack's own defaults. */
  blocks: boolean
}

const prefix = 'router.health.checks.'
const [basic, advanced] = [`${prefix}basic.interval`, `${prefix}advanced.interval`]
const slower = [
  { name: `${prefix}config.refresh.interval`, why: 'routers are told anew before the checks have run twice' },
  { name: `${prefix}results.fetch.interval`, why: 'results are fetched before there are new ones' },
]

/**
 * The guide's rule: the configuration is refreshed and the results are fetched at most half as often as checks run. A 0
 * switches a schedule off and is held to nothing. CloudStack's own defaults (3, 10, 10, 10) break the rule: going back to
 * them is told, not refused.
 */
export function conflicts(known: KnownSettings, drafts: Drafts): Conflict[] {
  const draftOf = (name: string): Draft | undefined => drafts.get(draftKey(name, EVERYWHERE))
  const number = (name: string): number => {
    const one = known.get(name)
    return one === undefined ? Number.NaN : Number(shownIn(one, EVERYWHERE, draftOf(name)))
  }
  const isDefault = (name: string) => number(name) === Number(known.get(name)?.setting.defaultvalue)
  return slower.flatMap(({ name, why }) => {
    const fastest = Math.max(...[basic, advanced].map(number).filter((one) => one > 0), 0)
    const mine = number(name)
    if (!(mine > 0) || mine >= 2 * fastest) return []
    const ruling = number(advanced) === fastest ? advanced : basic
    const changed = [name, ruling].filter((one) => draftOf(one) !== undefined)
    return [
      {
        name,
        least: 2 * fastest,
        text: `${name} is ${mine}, less than twice ${ruling} (${fastest}): ${why}. Set ${2 * fastest} or more, or 0 to switch it off.`,
        blocks: changed.length > 0 && ![name, ruling].every(isDefault),
      },
    ]
  })
}

/** Everything that keeps these changes from being saved, each a sentence. */
export function obstacles(
  known: KnownSettings,
  drafts: Drafts,
  curatedOf: (name: string) => Curated | undefined,
): string[] {
  const wrong = [...drafts.values()].flatMap(({ name, value }) => {
    const setting = known.get(name)?.setting
    const problem = setting && value !== undefined && valueProblem(setting, curatedOf(name), value)
    return problem ? [`${name}: ${problem}`] : []
  })
  return [...wrong, ...conflicts(known, drafts).flatMap(({ blocks, text }) => (blocks ? [text] : []))]
}
