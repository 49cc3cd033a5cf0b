import type { ConsoleTraits, Simulator } from '../src/index.ts'
import { traitNames } from '../src/index.ts'

/** What may be done to the consoles of a world. A VM goes by its name or id. */
export interface ConsoleOrder {
  /** Traits to change (cpvm/traits.ts), for every VM or for `vm` alone. */
  set?: Partial<ConsoleTraits>
  vm?: string
  /** Every trait as it was; done first. */
  clear?: true
  /** The management server starts again: settings that are not dynamic take effect. */
  restart?: true
}

/** Why an order cannot be followed. */
export function refuseConsole(order: ConsoleOrder): string | undefined {
  const unknown = Object.keys(order.set ?? {}).filter((name) => !traitNames.includes(name))
  return unknown.length > 0 ? `There is no trait ${unknown.join(', ')}: ${traitNames.join(', ')}.` : undefined
}

export function orderConsole(simulator: Simulator, world: string, order: ConsoleOrder): void {
  const consoles = simulator.control.console(world)
  if (order.clear) consoles.clear()
  if (order.set) consoles.set(order.set, order.vm)
  if (order.restart) consoles.restart()
}

/**
 * `GET …/console`: live viewers and the handshakes left unfinished; `GET …/screens/<vm>`: the lines on a screen and the
 * keys pressed lately. Undefined for any other path.
 */
export function lookAtConsole(simulator: Simulator, path: string): object | undefined {
  const [, name = '', what, vm = ''] =
    /^\/simulator\/worlds\/([^/?]*)\/(console|screens)(?:\/([^/?]+))?$/.exec(path) ?? []
  if (what === undefined) return undefined
  const consoles = simulator.control.console(decodeURIComponent(name))
  return what === 'console' ? consoles.state() : consoles.screen(decodeURIComponent(vm))
}
