import { CloudStackError } from '@stratoview/api-client/error'
import { refuse } from './error.ts'
import type { Sealed } from './upstream.ts'

type Json = Record<string, unknown>

/**
 * Takes off CloudStack's envelope: the single top-level key, by position, because its names are irregular
 * (`scaleSystemVm` answers under `changeserviceforsystemvmresponse`, reference §1.2).
 * Throws CloudStack's own error with its status and text, or 502 `unexpected` when this isn't CloudStack's JSON at all.
 */
export function open(command: string, sealed: Sealed): unknown {
  const { status, text } = sealed
  const inner = firstValue(parse(command, status, text))
  if (status < 400 && !isError(inner)) {
    if (status >= 300)
      throw unexpected(command, `CloudStack's address answered ${status} instead of JSON: is it the API's own?`)
    return inner
  }
  throw refused(command, status, isObject(inner) ? inner : {})
}

function parse(command: string, status: number, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const start = text.trimStart()
    if (start.startsWith('<'))
      throw unexpected(command, `CloudStack's address answered ${status} with a web page instead of JSON.`)
    if (start.startsWith('{')) throw unexpected(command, 'CloudStack’s answer broke off before its end.')
    throw unexpected(command, `CloudStack's address answered ${status} with something that is not JSON.`)
  }
}

/** A missing name at login is 531 with the body `null` (reference §2.1), so an error may have no words. */
function refused(command: string, status: number, inner: Json): CloudStackError {
  const code = typeof inner['errorcode'] === 'number' ? inner['errorcode'] : status
  const text = errorText(inner['errortext']) ?? `CloudStack refused ${command} with ${code} and did not say why.`
  const body = { status: code >= 400 && code <= 599 ? code : 502, message: text, command }
  if (code !== 401) return new CloudStackError({ ...body, code: 'cloudstack' })
  // Some role checkers say 401 for a command the role may not call (reference §2.5). The session is well:
  // only the other 401s mean that it has ended.
  if (text.startsWith('The given command')) return new CloudStackError({ ...body, status: 403, code: 'forbidden' })
  return new CloudStackError({ ...body, code: 'unauthorized' })
}

/** A wrong two-factor code comes as an error envelope inside `errortext` (recorded: `twofactor.wrong-code`). */
function errorText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  if (!value.startsWith('{')) return value
  try {
    const nested = firstValue(JSON.parse(value))
    return (isObject(nested) ? errorText(nested['errortext']) : undefined) ?? value
  } catch {
    return value
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isError = (value: unknown) => isObject(value) && typeof value['errorcode'] === 'number' && 'errortext' in value
const firstValue = (value: unknown): unknown => (isObject(value) ? Object.values(value)[0] : undefined)
const unexpected = (command: string, message: string) => refuse(502, 'unexpected', message, { command })
