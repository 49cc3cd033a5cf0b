import type { Configuration } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import { emit } from '../event.ts'
import type { Context, Family } from '../handler.ts'
import { select } from '../list.ts'
import { checkValue } from '../setting-value.ts'
import { has, placeOf, put, valueAt, type Place } from '../settings.ts'

type Names = 'listConfigurations' | 'updateConfiguration' | 'resetConfiguration'

/** The setting to change, in a place it may be changed in. Recorded: `updateConfiguration.unknown`, `.unknown-in-zone`. */
function found(name: string, place: Place | undefined, { world }: Context): Configuration {
  const setting = world.tables.configurations.find((row) => row.name === name)
  if (!setting) throw badParameter(`Config parameter with name ${name} doesn't exist`, 4350)
  if (place && !has(setting, place)) {
    throw badParameter(`Invalid scope id provided for the parameter ${name}`, 4350)
  }
  return setting
}

/** A domain admin's settings are those of its domain, unless it names another place (read in the server's code). */
function placeFor(given: object, { caller }: Context): Place | undefined {
  return placeOf(given) ?? (caller.role === 'domainadmin' ? { scope: 'domain', id: caller.domainid } : undefined)
}

/** A setting on the wire: its scope only where one was asked for. */
function shown(setting: Configuration, value: string | undefined, scope: string | undefined): Configuration {
  const { scope: _, value: __, ...rest } = setting
  return { ...rest, ...(value === undefined ? {} : { value }), ...(scope === undefined ? {} : { scope }) }
}

function tell({ world, caller }: Context, doing: string, name: string, value: string | undefined): void {
  emit(world, {
    username: caller.username,
    type: 'CONFIGURATION.VALUE.EDIT',
    state: 'Completed',
    description: `Successfully completed ${doing}.  Name: ${name} New Value: ${/password/i.test(name) ? '*****' : (value ?? '')}`,
  })
}

export const settingHandlers: Family<Names> = {
  /** Recorded: `listConfigurations`, `.zone` (only settings of that scope, which then tell it). */
  listConfigurations: (given, context) => {
    const { world } = context
    const place = placeFor(given, context)
    if (given.subgroup !== undefined && given.group === undefined) {
      throw badParameter('Configuration subgroup cannot be specified without group', 4350)
    }
    const rows = select(world.tables.configurations, given, {
      same: ['category', 'group', 'subgroup', 'parent'],
      keyword: ['name', 'description'],
      by: { name: (setting, part) => setting.name.toLowerCase().includes(part.toLowerCase()) },
    }).filter((setting) => !place || has(setting, place))
    return {
      key: 'configuration',
      rows: rows.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
      show: (setting) => shown(setting, valueAt(world, setting, place), place?.scope),
    }
  },
  /** Recorded: `updateConfiguration.*`; the answer repeats the value as it was sent. */
  updateConfiguration: (given, context) => {
    const { name, value } = given
    const place = placeFor(given, context)
    const setting = found(name, place, context)
    if (value === undefined) {
      return { configuration: shown(setting, valueAt(context.world, setting, place), place?.scope) }
    }
    if (name === 'dynamic.apichecker.enabled') throw badParameter('Restricted configuration update not allowed', 4350)
    checkValue(setting, value)
    const none = !place && (value === '' || value.toLowerCase() === 'null')
    put(context.world, setting, place, none ? undefined : value.trim())
    tell(context, 'updating configuration', name, value)
    return { configuration: shown(setting, value, place?.scope) }
  },
  /** Recorded: `resetConfiguration`, and `.zone`, where the scope has a capital. */
  resetConfiguration: (given, context) => {
    const place = placeOf(given)
    const setting = found(given.name, place, context)
    put(context.world, setting, place, place ? undefined : setting.defaultvalue)
    const value = valueAt(context.world, setting, place)
    tell(context, 'resetting configuration', given.name, setting.defaultvalue)
    const scope = place && place.scope.charAt(0).toUpperCase() + place.scope.slice(1)
    return { configuration: shown(setting, value, scope) }
  },
}
