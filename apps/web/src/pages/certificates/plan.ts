import { shellWord } from '../../vm/quote.ts'
import type { Arranged } from './pem/arrange.ts'

/** One upload. With `privatekey` it is the server's own; without, an authority's, found again by its name. */
export interface Upload {
  certificate: string
  domainsuffix: string
  id?: number
  name?: string
  privatekey?: string
}

export interface Part {
  /** "Root", "Intermediate 1", "Server". */
  role: string
  /** The certificate's common name. */
  name: string
  params: Upload
}

/**
 * What is sent, in order: the root, the intermediates from it down, the server's own last, because that one restarts the
 * VMs. The names are those of CloudStack's own form, so that a renewal replaces what was there (guide: "use same names").
 */
export function planOf({ server, key, intermediates, root }: Arranged, domainsuffix: string): Part[] {
  if (server === undefined || key?.pem === undefined) return []
  const authorities = [...(root ? [root] : []), ...intermediates.toReversed()]
  const named = authorities.map((one, index): Part => {
    const isRoot = one === root
    const place = root ? index : index + 1
    return {
      role: isRoot ? 'Root' : `Intermediate ${place}`,
      name: one.name,
      params: {
        certificate: one.pem,
        domainsuffix,
        id: place + 1,
        name: isRoot ? 'root' : `intermediate${place}`,
      },
    }
  })
  const own = {
    role: 'Server',
    name: server.name,
    params: { certificate: server.pem, domainsuffix, privatekey: key.pem },
  }
  return [...named, own]
}

/** The same for the command line, from files of one's own: no key is ever put on a clipboard. */
export function cmkOf(parts: readonly Part[]): string {
  return parts
    .map(({ params: { name, id, domainsuffix, privatekey } }) => {
      const file = name ?? 'server'
      const rest = privatekey === undefined ? `id=${id} name=${name}` : 'privatekey="$(cat server.pkcs8.key)"'
      return `cmk upload customcertificate certificate="$(cat ${file}.pem)" ${rest} domainsuffix=${shellWord(domainsuffix)}`
    })
    .join('\n')
}
