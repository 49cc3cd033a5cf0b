import type { Sample } from './record.ts'
import { methods } from './methods.ts'
import type { Expected, RolloutMethod } from './types.ts'

export function median(of: readonly number[]): number | null {
  const sorted = of.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

/** A pair changes over in about that time, ms: keepalived waits for three of its one-second intervals at most. */
const changeover = 1_000

/** What earlier runs of this CloudStack say of the next. */
export function expectations(samples: readonly Sample[], method: RolloutMethod) {
  const like = samples.filter((one) => one.method === method)
  const singles = like.filter(({ pair, interrupted }) => !pair && interrupted !== undefined)
  const boot = (hypervisor: string | undefined) => {
    const same = singles.filter((one) => one.hypervisor === hypervisor)
    const of = same.length > 0 ? same : singles
    return { ms: median(of.flatMap(({ interrupted }) => interrupted ?? [])), samples: of.length }
  }
  const known = new Map<string | undefined, ReturnType<typeof boot>>()
  return {
    interruption(pair: boolean, hypervisor: string | undefined): Expected {
      if (methods[method].seamless) return { ms: 0, from: 'method', samples: 0 }
      if (pair && method !== 'all-at-once') return { ms: changeover, from: 'pair', samples: 0 }
      const measured = known.get(hypervisor) ?? boot(hypervisor)
      known.set(hypervisor, measured)
      return { ...measured, from: measured.ms === null ? 'unknown' : 'measured' }
    },
    /** How long a run of so many takes. */
    remaining(units: number, parallel: number): number | null {
      const took = median(like.map((one) => one.took))
      return took === null ? null : Math.ceil(units / parallel) * took
    },
  }
}
