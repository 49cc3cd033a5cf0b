import type { Configuration } from '@stratoview/api-client'
import { badParameter } from './api-error.ts'
import type { World } from './world.ts'

/** What a setting may have a value of its own for, by the parameter that names it. */
const scopeNames = {
  zoneid: 'zone',
  clusterid: 'cluster',
  storageid: 'storagepool',
  accountid: 'account',
  domainid: 'domain',
  imagestoreuuid: 'imagestore',
  imagestoreid: 'imagestore',
} as const

export interface Place {
  scope: (typeof scopeNames)[keyof typeof scopeNames]
  id: string
}

/** The one place that was told; undefined for everybody's value. Recorded for two: reference §3.6. */
export function placeOf(given: object): Place | undefined {
  const told = Object.entries(scopeNames).flatMap(([parameter, scope]) => {
    const id = (given as Record<string, string | undefined>)[parameter]
    return id === undefined ? [] : [{ scope, id }]
  })
  if (told.length > 1) {
    throw badParameter('cannot handle multiple IDs, provide only one ID corresponding to the scope', 4350)
  }
  return told[0]
}

export const has = (setting: Configuration, place: Place) => setting.scope?.toLowerCase().includes(place.scope) === true

const keyOf = (name: string, place: Place) => `${place.scope} ${place.id} ${name}`

/** A decimal read for a scope is a Java double's text (recorded: `100.0` in `listConfigurations.zone`). */
function asRead(setting: Configuration, value: string | undefined): string | undefined {
  if (setting.type !== 'Decimal' || value === undefined || !/^-?\d+$/.test(value)) return value
  return `${value}.0`
}

/** A setting as it is in a place: its own value there, else everybody's. */
export function valueAt(world: World, setting: Configuration, place: Place | undefined): string | undefined {
  if (!place) return setting.value
  return asRead(setting, world.ownSettings.get(keyOf(setting.name, place)) ?? setting.value)
}

/** The value in force for a zone, or everybody's; undefined for an unknown name. */
export function settingOf(world: World, name: string, zoneid?: string): string | undefined {
  const setting = world.tables.configurations.find((row) => row.name === name)
  return setting && valueAt(world, setting, zoneid === undefined ? undefined : { scope: 'zone', id: zoneid })
}

/** Undefined leaves the setting without a value, in a place without one of its own. */
export function put(world: World, setting: Configuration, place: Place | undefined, value: string | undefined): void {
  if (!place) {
    if (value === undefined) delete setting.value
    else setting.value = value
  } else if (value === undefined) world.ownSettings.delete(keyOf(setting.name, place))
  else world.ownSettings.set(keyOf(setting.name, place), value)
}
