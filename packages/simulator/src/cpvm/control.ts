import type { World } from '../world.ts'
import type { ConsoleState } from './consoles.ts'
import { consolesOf } from './index.ts'
import type { ConsoleTraits } from './traits.ts'
import { findVm, type Vm } from './vm.ts'

/** What a test may do to the console proxies of a world and look up there. A VM goes by its name or id. */
export interface ConsoleControl {
  /** Changes traits for every VM of the world, or for one over those. */
  set: (traits: Partial<ConsoleTraits>, vm?: string) => void
  /** Every trait as it was. */
  clear: () => void
  state: () => ConsoleState
  /** The lines a VM's screen shows and the keys that went down in it lately, as `Ctrl+Alt+Delete`. */
  screen: (vm: string) => { lines: string[]; pressed: readonly string[] }
  /** Starts the management server again: settings that are not dynamic take effect. */
  restart: () => void
}

export function consoleControl(world: World): ConsoleControl {
  const consoles = consolesOf(world)
  return {
    set: (traits, vm) => consoles.set(traits, vm === undefined ? '' : named(world, vm).row.id),
    clear: () => consoles.clear(),
    state: () => consoles.state(),
    screen: (vm) => consoles.screens.show(named(world, vm).row.id),
    restart: () => consoles.restarted(),
  }
}

function named(world: World, name: string): Vm {
  const { systemVms, routers, internalLbs, instances } = world.tables
  const row = [...systemVms, ...routers, ...internalLbs, ...instances].find(
    (one) => one.id === name || one.name === name,
  )
  const vm = row && findVm(world, row.id)
  if (!vm) throw new RangeError(`There is no VM ${name} in the world ${JSON.stringify(world.name)}.`)
  return vm
}
