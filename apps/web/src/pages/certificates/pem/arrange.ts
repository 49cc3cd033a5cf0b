import { signedBy } from './certificate.ts'
import type { Certificate, Material, PrivateKey } from './material.ts'

/** The material, sorted by what each is for. */
export interface Arranged {
  server?: Certificate
  /** Other certificates that could be the server's just as well. */
  rivals: Certificate[]
  key?: PrivateKey
  /** Other private keys. */
  keys: PrivateKey[]
  /** From the server's issuer up, without the root. */
  intermediates: Certificate[]
  root?: Certificate
  /** Whose issuer is not here, at the top of the chain; absent when the chain is complete. */
  open?: Certificate
  /** In the chain by name, but its issuer did not sign it. */
  unsigned: Certificate[]
  /** Read, but in no way to the server's. */
  spare: Certificate[]
}

/** Which is the server's, which key is its, and what leads from it to a root. */
export async function arrange({ certificates, keys }: Pick<Material, 'certificates' | 'keys'>): Promise<Arranged> {
  const [server, ...rivals] = candidates(certificates, keys)
  const key = keys.find(({ spki }) => spki !== undefined && spki === server?.spki) ?? keys[0]
  const rest = keys.filter((one) => one !== key)
  const chain = server === undefined ? { path: [], unsigned: [] } : await pathFrom(server, certificates)
  const top = chain.path.at(-1)
  const complete = top !== undefined && top.selfIssued && !chain.unsigned.includes(top)
  const root = complete && top !== server ? top : undefined
  const used = new Set([...chain.path, ...rivals])
  return {
    ...(server && { server }),
    rivals,
    ...(key && { key }),
    keys: rest,
    intermediates: chain.path.filter((one) => one !== server && one !== root),
    ...(root && { root }),
    ...(top && !complete && { open: top }),
    unsigned: chain.unsigned,
    spare: certificates.filter((one) => !used.has(one)),
  }
}

/** Those that can be the server's: not an authority's; the key's own first. An authority alone is better than nothing. */
function candidates(certificates: readonly Certificate[], keys: readonly PrivateKey[]): Certificate[] {
  const spkis = new Set(keys.map(({ spki }) => spki))
  const fits = ({ spki }: Certificate) => spkis.has(spki)
  const issues = ({ subject }: Certificate) =>
    certificates.some((one) => one.issuer === subject && one.subject !== subject)
  const ends = certificates.filter((one) => !one.ca && !issues(one))
  const able = ends.length > 0 ? ends : certificates.filter((one) => fits(one) || certificates.length === 1)
  return able.toSorted((a, b) => Number(fits(b)) - Number(fits(a)))
}

interface Path {
  path: Certificate[]
  unsigned: Certificate[]
}

/**
 * The way up from a certificate. Of several certificates of one issuer (a cross-signed authority has two) the way that
 * ends in a root is taken, the shortest of those; a signature that holds is better than one that does not.
 */
async function pathFrom(
  server: Certificate,
  all: readonly Certificate[],
  seen: readonly Certificate[] = [],
): Promise<Path> {
  if (server.selfIssued) return { path: [server], unsigned: (await signedBy(server, server)) ? [] : [server] }
  const below = [...seen, server]
  const named = all.filter((one) => one.subject === server.issuer && !below.includes(one))
  const ways = await Promise.all(
    named.map(async (issuer) => {
      const [holds, way] = await Promise.all([signedBy(server, issuer), pathFrom(issuer, all, below)])
      return { path: [server, ...way.path], unsigned: [...(holds ? [] : [server]), ...way.unsigned] }
    }),
  )
  const rank = ({ path, unsigned }: Path) =>
    unsigned.length * 1_000 + (path.at(-1)?.selfIssued === true ? 0 : 100) + path.length
  return ways.toSorted((a, b) => rank(a) - rank(b))[0] ?? { path: [server], unsigned: [] }
}
