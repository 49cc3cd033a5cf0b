import type { Configuration } from '@stratoview/api-client'

/** Everybody's value; a zone's id for a value of its own. */
export const EVERYWHERE = ''

/** A setting with its values: what CloudStack's list says, and what it says for each zone. */
export interface Known {
  setting: Configuration
  /** By zone id; empty when the setting has no zone scope. What a zone has not set itself is everybody's value. */
  zones: ReadonlyMap<string, string>
}
export type KnownSettings = ReadonlyMap<string, Known>

export function knownSettings(
  everywhere: readonly Configuration[],
  byZone: ReadonlyMap<string, readonly Configuration[]>,
): KnownSettings {
  const zones = new Map<string, Map<string, string>>()
  for (const [zoneid, settings] of byZone) {
    for (const { name, value } of settings) {
      const values = zones.get(name) ?? new Map<string, string>()
      zones.set(name, values.set(zoneid, value ?? ''))
    }
  }
  return new Map(everywhere.map((setting) => [setting.name, { setting, zones: zones.get(setting.name) ?? new Map() }]))
}

/** What is in force; `''` for a setting without a value. */
export const valueIn = ({ setting, zones }: Known, where: string): string =>
  (where === EVERYWHERE ? setting.value : zones.get(where)) ?? ''

/** What a value goes back to: the default, or in a zone everybody's value. */
export const backIn = ({ setting }: Known, where: string): string =>
  (where === EVERYWHERE ? setting.defaultvalue : setting.value) ?? ''

const isNumber = (type: string | undefined) => type === 'Number' || type === 'Decimal' || type === 'Range'

/** A decimal reads `100` in one list and `100.0` in another (recorded: `listConfigurations.zone`). */
export function sameValue({ type }: Configuration, a: string, b: string): boolean {
  if (a.trim() === b.trim()) return true
  return isNumber(type) && a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b)
}

/** `100.0` → `100`: the number as a person writes it. */
export const plain = ({ type }: Configuration, value: string): string =>
  isNumber(type) && /^-?\d+\.0+$/.test(value) ? value.replace(/\.0+$/, '') : value
