/** What a command may be told: plain values, lists (comma-separated on the wire) and maps. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

/**
 * CloudStack's form encoding: a list of plain values is comma-separated, a list of maps or a map is `name[0].key=value`
 * (reference §1.4). What is undefined is left out.
 */
export function encode(params: Readonly<Record<string, Value | undefined>>): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) add(form, name, value)
  }
  return form.toString()
}

function add(form: URLSearchParams, name: string, value: Value): void {
  if (typeof value !== 'object') form.append(name, String(value))
  else if (!isList(value)) addMap(form, `${name}[0]`, value)
  else if (value.some((one) => typeof one === 'object')) value.forEach((one, i) => addMap(form, `${name}[${i}]`, one))
  else form.append(name, value.map(String).join(','))
}

function addMap(form: URLSearchParams, prefix: string, value: Value): void {
  if (typeof value !== 'object' || isList(value)) form.append(prefix, String(value))
  else for (const [key, one] of Object.entries(value)) form.append(`${prefix}.${key}`, String(one))
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value)
