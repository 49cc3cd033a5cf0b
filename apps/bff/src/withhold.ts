import type { CommandName, Configuration, Event } from '@stratoview/api-client'

/** Settings of these categories are secrets by CloudStack's own word; it shows some of them in plain text (recorded). */
const secretCategories = new Set(['secure', 'hidden'])
/**
 * By the name alone: secrets that stand in another category (`cloudian.sso.key`, `quota.usage.smtp.password`), and those of
 * the above where nothing tells the category.
 */
const secretName = /(password|secret|apikey|sso\.?key|signon\.key|stats\.auth)$/i

const isSecret = ({ category, name, type }: Configuration) =>
  secretCategories.has(category?.toLowerCase() ?? '') || (secretName.test(name) && type !== 'Boolean')

/** A setting as a page may see it: of a secret only whether it has a value. */
function forPages(setting: Configuration): Configuration {
  if (!isSecret(setting)) return setting
  const { value, defaultvalue: _, ...rest } = setting
  return { ...rest, withheld: value !== undefined && value !== '' }
}

/** CloudStack's event of a changed setting repeats the value, and stars only those of `…password…`. */
const changed = /^(.*?\bName: (\S+) New Value: )./s

function discreet(event: Event): Event {
  const [, before, name = ''] = changed.exec(event.description ?? '') ?? []
  return before !== undefined && secretName.test(name) ? { ...event, description: `${before}*****` } : event
}

/**
 * Answers that hold secrets of their own accord: a user's API key (recorded: `listUsers`), a VM's password in its details,
 * and whatever a job of any kind has ended with, such as the shared key of a VPN.
 */
const tellsSecrets: ReadonlySet<CommandName> = new Set([
  'listUsers',
  'listAccounts',
  'listVirtualMachines',
  'listAsyncJobs',
  'queryAsyncJobResult',
])
const secretField = /(password|secret|secretkey|apikey|privatekey|sharedkey|psk|token)$/i

/** Strikes out the fields that are named like secrets, however deep they stand. In place: the answer is nobody else's, and may hold 500 VMs. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Record<string, unknown>
  for (const name in fields) {
    if (secretField.test(name)) delete fields[name]
    else withoutSecrets(fields[name])
  }
  return value
}

/** Takes what no browser may have out of an answer. */
export function withhold(name: CommandName, result: unknown): unknown {
  if (name === 'listConfigurations') {
    const list = result as { configuration: Configuration[] }
    return { ...list, configuration: list.configuration.map(forPages) }
  }
  if (name === 'updateConfiguration' || name === 'resetConfiguration') {
    const one = result as { configuration: Configuration }
    return { ...one, configuration: forPages(one.configuration) }
  }
  if (name === 'listEvents') {
    const list = result as { event: Event[] }
    return { ...list, event: list.event.map(discreet) }
  }
  return tellsSecrets.has(name) ? withoutSecrets(result) : result
}
