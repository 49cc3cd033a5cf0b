import type { ServedRow } from '@stratoview/bff/app'
import { nameFor, namingOf } from './pem/names.ts'
import type { ZoneDomain } from './use-tls-settings.ts'

/**
 * The name by which browsers are sent to this system VM, as the settings make it: of a console proxy its zone's
 * `consoleproxy.url.domain`, of a secondary storage VM `storage` (`secstorage.ssl.cert.domain`). Undefined where no
 * domain is known or set: CloudStack's URLs then name an address.
 */
export function expectedName(
  { systemvmtype, zoneid, publicip }: Pick<ServedRow, 'systemvmtype' | 'zoneid' | 'publicip'>,
  zones: readonly ZoneDomain[],
  storage: string,
): string | undefined {
  const domain = systemvmtype === 'consoleproxy' ? zones.find((zone) => zone.id === zoneid)?.domain : storage
  if (publicip === undefined || domain === undefined || namingOf(domain) === 'address') return undefined
  return nameFor(domain, publicip)
}
