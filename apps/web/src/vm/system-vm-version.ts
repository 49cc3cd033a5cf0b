/** `4.20.2.0` before `4.22.0`; parts that are missing count as 0, and what follows a part's number does not count. */
export function older(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let at = 0; at < 4; at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/**
 * A console proxy or storage VM whose agent is older than its management server, which the guide wants renewed after an
 * upgrade. CloudStack flags routers only. `version` is what the agent told (recorded: `listSystemVms`); without one, or
 * where CloudStack does not tell its own, nothing is claimed.
 */
export const behindServer = ({ version }: { version?: string }, server: string | undefined): boolean =>
  version !== undefined && server !== undefined && older(version, server)

export const whyBehind = (server: string): string =>
  `Older than CloudStack, ${server}. A patch replaces its scripts and agent as it runs; for the zone’s present template destroy it, and CloudStack makes another.`
