import type { Configuration } from '@stratoview/api-client'
import { badParameter, internal } from './api-error.ts'

/** Longer than an Integer. */
const longs = new Set(['default.page.size', 'diagnostics.data.max.file.age', 'diagnostics.data.retrieval.timeout'])
/** The limits of `Config`'s entries that the list does not tell (reference §10). */
const ranges: Readonly<Record<string, readonly [number, number]>> = { 'router.extra.public.nics': [0, 5] }

const cidr = /^(\d{1,3})(\.\d{1,3}){3}(\/([0-9]|[12]\d|3[0-2]))?$/
const domain = /^(?=.{1,237}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i

function javaType(setting: Configuration): string | undefined {
  switch (setting.type) {
    case 'Boolean':
      return 'Boolean'
    case 'Number':
      return longs.has(setting.name) ? 'Long' : 'Integer'
    case 'Decimal':
      return setting.name.startsWith('router.health.checks.') ? 'Double' : 'Float'
    case 'Range':
      return 'Float'
    default:
      return undefined
  }
}

const fits: Readonly<Record<string, (value: string) => boolean>> = {
  Boolean: (value) => value === 'true' || value === 'false',
  Integer: (value) => /^[+-]?\d{1,10}$/.test(value) && Math.abs(Number(value)) < 2 ** 31,
  Long: (value) => /^[+-]?\d{1,18}$/.test(value),
  Float: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
  Double: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
}

/**
 * Refuses what the server refuses, in its words. Recorded: `updateConfiguration.not-a-number`; the other sentences are
 * the reference's (§3.6). There is no limit for most numbers: a negative interval passes.
 */
export function checkValue(setting: Configuration, value: string): void {
  const { name } = setting
  const type = javaType(setting)
  if (value === '' || value.toLowerCase() === 'null') {
    if (type === 'Boolean') throw internal('Internal error executing command, please contact your system administrator')
    return
  }
  if (type && !fits[type]?.(value)) {
    throw badParameter(`Value [${value}] is not a valid [class java.lang.${type}].`, 4350)
  }
  if (setting.type === 'Range' && (Number(value) < 0 || Number(value) > 1)) {
    throw badParameter(`Please enter a value between 0 and 1 for the configuration parameter: [${name}].`, 4350)
  }
  const range = ranges[name]
  if (range && (Number(value) < range[0] || Number(value) > range[1])) {
    const text = 'The provided value is not valid for this configuration. Please enter an integer in the range:'
    throw badParameter(`${text} [${range.join('-')}]`, 4350)
  }
  checkText(setting, value)
}

function checkText({ name, type, options }: Configuration, value: string): void {
  const choices = options?.split(',').map((choice) => choice.trim().toLowerCase())
  if (type === 'Select' && choices && !choices.includes(value.toLowerCase())) {
    throw badParameter(
      `The provided value is not a valid value for this configuration (Options are: [${options}]).`,
      4350,
    )
  }
  if (name === 'secstorage.ssl.cert.domain' && !domain.test(value.replace(/^\*\./, ''))) {
    throw badParameter('The provided value is not a valid domain name.', 4350)
  }
  if (name === 'secstorage.allowed.internal.sites') {
    const wrong = value.split(',').find((one) => !cidr.test(one.trim()))
    if (wrong !== undefined) throw badParameter(`Invalid CIDR ${wrong} value specified for the config ${name}.`, 4350)
  }
}
