import type { RoleCommand } from '@stratoview/api-client'
import { badParameter } from './api-error.ts'
import { knows } from './entity.ts'
import { served } from './served.ts'
import type { World } from './world.ts'

interface Schema {
  safeParse(value: unknown): { success: boolean }
}

/** A parameter's schema accepts a number but no text that is not one. */
const isWhole = (schema: Schema) => schema.safeParse(7).success && !schema.safeParse('seven').success

/** …a list of maps, which comes by `name[0].key` alone: what comes by the bare name is none. */
const isMaps = (schema: Schema) => schema.safeParse([]).success

/** Tab, line feed and carriage return are allowed (reference §1.1). */
const hasControl = (text: string) =>
  [...text].some((c) => {
    const code = c.codePointAt(0) ?? 0
    return (code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127
  })

/** Where the empty text is a value and not an absence. */
const mayBeEmpty = (command: RoleCommand, name: string) => command === 'updateConfiguration' && name === 'value'

/** A list of maps, `name[0].key=value`, as JSON; undefined when none came. */
function mapsOf(told: ReadonlyMap<string, string>, name: string): string | undefined {
  const maps: Record<string, string>[] = []
  for (const [key, value] of told) {
    const [, list, at, field] = /^([^[]+)\[(\d{1,3})\]\.(.+)$/.exec(key) ?? []
    if (list !== name || at === undefined || field === undefined) continue
    maps[Number(at)] = { ...maps[Number(at)], [field]: value }
  }
  return maps.length === 0 ? undefined : JSON.stringify(maps.filter(Boolean))
}

/**
 * Holds what came to the contract, in the order and with the texts of CloudStack's parameter worker. Names it does not
 * know are ignored. Recorded: `stopRouter.no-id`, `stopRouter.unknown-id`, `listSystemVms.bad-id`, `.unknown-id`.
 */
export function validate(
  world: World,
  command: RoleCommand,
  told: ReadonlyMap<string, string>,
): Record<string, string> {
  const byName = new Map([...told].map(([name, value]) => [name.toLowerCase(), value]))
  const prefix = `Unable to execute API command ${command.toLowerCase()} due to`
  const given: Record<string, string> = {}
  for (const [name, schema] of Object.entries<Schema>(served[command].params.shape)) {
    const value = isMaps(schema) ? mapsOf(byName, name) : byName.get(name.toLowerCase())
    if (value === undefined) {
      if (!schema.safeParse(undefined).success) throw badParameter(`${prefix} missing parameter ${name}`)
      continue
    }
    if (hasControl(value)) {
      throw badParameter(
        `Received value ${value} for parameter ${name} is invalid, contains illegal ASCII non-printable characters`,
      )
    }
    if (value === '' && !mayBeEmpty(command, name)) {
      if (!schema.safeParse(undefined).success) throw badParameter(`Invalid value provided for API arg: ${name}`, 4350)
      continue
    }
    if (isWhole(schema) && !/^-?\d+$/.test(value)) {
      throw badParameter(`${prefix} invalid value ${value} for parameter ${name}`)
    }
    if (knows(world, command, name, value) === false) {
      throw badParameter(
        `${prefix} invalid value. Invalid parameter ${name} value=${value} due to incorrect long value format, or entity does not exist or due to incorrect parameter annotation for the field in api cmd class.`,
      )
    }
    given[name] = value
  }
  return given
}
