import type { Checks, Verdict } from '@stratoview/api-client/health'
import type { RouterRow } from '@stratoview/bff/rows'

/** Rows for this folder's tests: say what matters, the rest is a healthy running router. */
export function routerRow(name: string, over: Partial<RouterRow> = {}): RouterRow {
  return {
    id: `id-${name}`,
    name,
    state: 'Running',
    zoneid: 'z1',
    zonename: 'fra-1',
    hypervisor: 'KVM',
    account: 'acme',
    domainid: 'd1',
    health: { basic: checks('passing'), advanced: checks('passing') },
    ...over,
  }
}

export function checks(verdict: Verdict, failing: string[] = [], warning: string[] = []): Checks {
  const total = verdict === 'never-ran' ? 0 : 10
  return { verdict, total, passed: total - failing.length - warning.length, failing, warning, unknown: [] }
}

export const failing = (...names: string[]): RouterRow['health'] => ({
  basic: checks('failing', names),
  advanced: checks('passing'),
})

/** Two redundant routers of one network with these redundant states. */
export function redundantPair(network: string, names: [string, string], states: [string, string]): RouterRow[] {
  return names.map((name, half) =>
    routerRow(name, {
      isredundantrouter: true,
      redundantstate: states[half],
      guestnetworkid: network,
      guestnetworkname: network,
    }),
  )
}
