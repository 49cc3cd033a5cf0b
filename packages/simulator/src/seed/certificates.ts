import { keystoreOf } from '../lifecycle/keystore.ts'
import type { World } from '../world.ts'
import { customChain } from './recorded.ts'

const day = 86_400_000

/**
 * Secondary storage VMs show the recorded wildcard certificate, with dates of this world: made 356 days ago and due in
 * nine days. Console proxies show none: the settings that would make them are waiting for a start of the management
 * server. In a calm world it is good for ten months more.
 */
export function seedCertificates(world: World, calm: boolean): void {
  const left = calm ? 300 : 9
  const [server = '', ...authorities] = customChain
  const chain = [
    redated(server, world.clock.now - (365 - left) * day, world.clock.now + (left + 0.5) * day),
    ...authorities,
  ]
  const keystore = keystoreOf(world)
  const domain = '*.console.example.org'
  keystore.put(undefined, { pem: chain[0] ?? '', domain, seq: 0 })
  for (const [index, pem] of authorities.toReversed().entries()) {
    keystore.put(index === 0 ? 'root' : `intermediate${index}`, { pem, domain, seq: index + 1 })
  }
  for (const vm of world.tables.systemVms) {
    if (vm.systemvmtype !== 'consoleproxy') keystore.serve(vm.id, keystore.chainFor(vm))
  }
}

/** `YYMMDDHHMMSSZ`, as a certificate writes a time before 2050. */
const utcTime = (at: number) => `${new Date(at).toISOString().slice(2, 19).replaceAll(/\D/g, '')}Z`

/** The same certificate with other dates: all but its signature holds, and who only looks at it checks none. */
function redated(pem: string, from: number, to: number): string {
  const der = atob(pem.replaceAll(/-----[^-]+-----|\s/g, ''))
  const times = [from, to].values()
  const changed = der.replaceAll(/\d{12}Z/g, (old) => {
    const next = times.next()
    return next.done ? old : utcTime(next.value)
  })
  const lines = btoa(changed).match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
