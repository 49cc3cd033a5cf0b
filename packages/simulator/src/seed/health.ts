import type { HealthCheckResult } from '@stratoview/api-client'

/** A verdict and the sentence the check printed; one that tells the time is made from it (epoch ms). */
export type Printed = readonly [
  status: 'SUCCESS' | 'FAILED' | 'WARNING' | 'UNKNOWN',
  details: string | ((now: number) => string),
]

/** When things ran, as CloudStack writes dates: `fetched` by the server, the others by the router itself. */
export interface Ran {
  fetched: string
  basic: string
  advanced: string
}

export interface Findings {
  /** Epoch ms. */
  now: number
  /** Running instances in the router's networks. */
  vms: number
  /** A BACKUP skips the gateways: it has none of its own. */
  skipGateways?: boolean
  freeMb: number
  cpu: number
  memory: number
  /** Results that differ from a healthy router's, by check name; names a healthy router hasn't are custom checks. */
  say?: Readonly<Record<string, Printed>>
}

/**
 * The results of a router that answers, in the order recorded in listRouters.with-health. Sentences are those of the
 * recordings; `skipping` sentences and the ones of failures are what the 4.22 scripts print.
 */
export function healthResults(findings: Findings, ran: Ran): HealthCheckResult[] {
  const { vms, freeMb, cpu, memory } = findings
  const results: HealthCheckResult[] = []
  const say = new Map(Object.entries(findings.say ?? {}))
  const add = (checktype: string, checkname: string, lastupdated: string, details: string) => {
    const [status, text] = say.get(checkname) ?? (['SUCCESS', details] as const)
    say.delete(checkname)
    const said = typeof text === 'string' ? text : text(findings.now)
    results.push({ checkname, checktype, success: status === 'SUCCESS', status, lastupdated, details: said })
  }
  add('basic', 'connectivity.test', ran.fetched, 'Successfully connected to router')
  add('basic', 'filesystem.writable.test', ran.fetched, 'Successfully written to file system')
  for (const service of ['dhcp', 'loadbalancing', 'ssh', 'webserver']) {
    add('basic', `${service}.service`, ran.basic, 'service is running')
  }
  add('basic', 'disk_space_check.py', ran.basic, `Sufficient free space is ${freeMb.toFixed(1)} MB`)
  add('basic', 'cpu_usage_check.py', ran.basic, `CPU Usage within limits with current at ${cpu.toFixed(1)}%`)
  add('basic', 'memory_usage_check.py', ran.basic, `Memory Usage within limits with current at ${memory.toFixed(1)}%`)
  if (!findings.skipGateways) {
    add('basic', 'gateways_check.py', ran.basic, 'All 1 gateways are reachable via ping')
  }
  add('basic', 'router_version_check.py', ran.basic, 'Template and scripts version match successful')
  const none = 'No VMs running data available, skipping'
  add('advanced', 'dhcp_check.py', ran.advanced, vms > 0 ? `All ${vms} VMs are present in dhcphosts.txt` : none)
  add('advanced', 'dns_check.py', ran.advanced, vms > 0 ? `All ${vms} VMs are present in /etc/hosts` : none)
  add('advanced', 'haproxy_check.py', ran.advanced, 'All checks pass')
  add('advanced', 'iptables_check.py', ran.advanced, 'No portforwarding rules provided to check, skipping')
  for (const checkname of say.keys()) add('advanced', checkname, ran.advanced, '')
  return results
}

/** All that is left of a router that doesn't answer. Recorded: `getRouterHealthCheckResults.no-contact`. */
export function noContactResults(cause: string, fetched: string): HealthCheckResult[] {
  const details = `Failed to fetch results with details: ${cause}`
  const row = (checkname: string, status: string): HealthCheckResult => ({
    checkname,
    checktype: 'basic',
    success: false,
    status,
    lastupdated: fetched,
    details,
  })
  return [row('connectivity.test', 'FAILED'), row('filesystem.writable.test', 'UNKNOWN')]
}
