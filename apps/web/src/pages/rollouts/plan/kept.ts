import type { RolloutOptions } from '@stratoview/bff/app'

/** What the address doesn't hold of a planned run: it stays with the page's step of history, so that a reload or a look at a router costs nothing. */
export interface Kept {
  /** Routers chosen in a list: a thousand ids are too long for an address. */
  routers: string[]
  options: RolloutOptions
  /** VMs left out of the plan, and VMs taken though they are not due. */
  without: string[]
  include: string[]
}

const initial: RolloutOptions = { parallel: 1, stopAfter: 1, gate: 'no-worse', patience: 20 }

const idsIn = (said: unknown): string[] => (Array.isArray(said) ? said.filter((id) => typeof id === 'string') : [])

/** Reads a step's state, which any page may have left; what an option may be, the server knows. */
export function keptOf(state: unknown): Kept {
  const { routers, options, without, include } = (state ?? {}) as Partial<Record<keyof Kept, unknown>>
  return {
    routers: idsIn(routers),
    options: { ...initial, ...(typeof options === 'object' ? (options as RolloutOptions | null) : undefined) },
    without: idsIn(without),
    include: idsIn(include),
  }
}
