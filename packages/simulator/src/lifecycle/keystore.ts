import type { SystemVm } from '@stratoview/api-client'
import type { World } from '../world.ts'

/** What came by `uploadCustomCertificate`: the keystore's row of one alias. */
interface Entry {
  pem: string
  domain: string
  seq: number
}

/** The alias of the server's own certificate, which no caller may name. */
const server = 'CPVMCertificate'

/** The custom certificates of a world, and which chain each system VM has shown by TLS since it last started. */
class Keystore {
  readonly #entries = new Map<string, Entry>()
  readonly #served = new Map<string, readonly string[]>()
  /** Console proxies whose boot arguments tell them to use TLS. */
  readonly secure = new Set<string>()

  put(alias: string | undefined, entry: Entry): void {
    this.#entries.set(alias ?? server, entry)
  }

  get hasServer(): boolean {
    return this.#entries.has(server)
  }

  /**
   * The chain that a VM builds when it starts, the server's own first. A console proxy takes the chain of any domain, a
   * secondary storage VM that of the server's domain alone (reference §8.1).
   */
  chainFor(vm: Pick<SystemVm, 'systemvmtype'>): readonly string[] | undefined {
    const own = this.#entries.get(server)
    if (own === undefined) return undefined
    const authorities = [...this.#entries]
      .filter(([alias]) => alias !== server)
      .map(([, entry]) => entry)
      .filter(({ domain }) => vm.systemvmtype === 'consoleproxy' || domain === own.domain)
      .toSorted((a, b) => b.seq - a.seq)
    return [own, ...authorities].map(({ pem }) => pem)
  }

  serve(vm: string, chain: readonly string[] | undefined): void {
    if (chain === undefined) this.#served.delete(vm)
    else this.#served.set(vm, chain)
  }

  servedBy(vm: string): readonly string[] | undefined {
    return this.#served.get(vm)
  }
}

const all = new WeakMap<World, Keystore>()

export function keystoreOf(world: World): Keystore {
  const keystore = all.get(world) ?? new Keystore()
  all.set(world, keystore)
  return keystore
}

/**
 * A system VM takes the certificate of now when it comes up. Whether a console proxy uses TLS at all is in its boot
 * arguments, which the management server makes when it starts one: a reboot changes nothing about that.
 */
export function bootCertificate(world: World, vm: SystemVm, how: 'started' | 'rebooted'): void {
  const keystore = keystoreOf(world)
  const chain = keystore.chainFor(vm)
  if (vm.systemvmtype !== 'consoleproxy') return keystore.serve(vm.id, chain ?? keystore.servedBy(vm.id))
  if (how === 'started') {
    if (world.consoleTls && chain !== undefined) keystore.secure.add(vm.id)
    else keystore.secure.delete(vm.id)
  }
  keystore.serve(vm.id, keystore.secure.has(vm.id) ? chain : undefined)
}

/** What is at a port of an address: nothing, something without TLS (`[]`), or a chain in PEM, the server's own first. */
export function shownAt(world: World, address: string, port: number): readonly string[] | undefined {
  const vm = world.tables.systemVms.find((row) => row.publicip === address)
  if (vm === undefined || vm.state !== 'Running' || world.troubles.get(vm.id) === 'refuses-consoles') return undefined
  const chain = keystoreOf(world).servedBy(vm.id)
  if (vm.systemvmtype !== 'consoleproxy') return port === 443 ? chain : port === 80 ? [] : undefined
  // A proxy with a certificate opens 8443 instead of 8080 (console path §1.1).
  if (chain === undefined) return [80, 8080].includes(port) ? [] : undefined
  return [443, 8443].includes(port) ? chain : undefined
}
