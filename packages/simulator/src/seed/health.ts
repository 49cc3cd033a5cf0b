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

/** What a healthy router says of its disk, processor and memory. */
export interface Vitals {
  disk: string
  cpu: string
  memory: string
}

/** Many ways to be well, made once: thousands of routers share their sentences. */
export const vitals: readonly Vitals[] = Array.from({ length: 64 }, (_, index) => ({
  disk: `Sufficient free space is ${(912 + ((index * 37) % 64) * 15.1).toFixed(1)} MB`,
  cpu: `CPU Usage within limits with current at ${(1.2 + ((index * 23) % 64) * 0.13).toFixed(1)}%`,
  memory: `Memory Usage within limits with current at ${(31 + ((index * 11) % 64) * 0.49).toFixed(1)}%`,
}))

export interface Findings {
  /** Epoch ms. */
  now: number
  /** Running instances in the router's networks. */
  vms: number
  /** A BACKUP skips the gateways: it has none of its own. */
  skipGateways: boolean
  vitals: Vitals
  /** Results that differ from a healthy router's, by check name; names a healthy router hasn't are custom checks. */
  say: Readonly<Record<string, Printed>> | undefined
}

/**
 * The results of a router that answers, in the order recorded in listRouters.with-health. Sentences are those of the
 * recordings; `skipping` sentences and the ones of failures are what the scripts print.
 */
export function healthResults(findings: Findings, ran: Ran): HealthCheckResult[] {
  const { vms, skipGateways } = findings
  const { disk, cpu, memory } = findings.vitals
  const basic = (name: string, details: string) => well(name, 'basic', ran.basic, details)
  const advanced = (name: string, details: string) => well(name, 'advanced', ran.advanced, details)
  const some = vms > 0
  const results = [
    well('connectivity.test', 'basic', ran.fetched, 'Successfully connected to router'),
    well('filesystem.writable.test', 'basic', ran.fetched, 'Successfully written to file system'),
    basic('dhcp.service', 'service is running'),
    basic('loadbalancing.service', 'service is running'),
    basic('ssh.service', 'service is running'),
    basic('webserver.service', 'service is running'),
    basic('disk_space_check.py', disk),
    basic('cpu_usage_check.py', cpu),
    basic('memory_usage_check.py', memory),
    ...(skipGateways ? [] : [basic('gateways_check.py', 'All 1 gateways are reachable via ping')]),
    basic('router_version_check.py', 'Template and scripts version match successful'),
    advanced('dhcp_check.py', some ? `All ${vms} VMs are present in dhcphosts.txt` : noInstances),
    advanced('dns_check.py', some ? `All ${vms} VMs are present in /etc/hosts` : noInstances),
    advanced('haproxy_check.py', 'All checks pass'),
    advanced('iptables_check.py', 'No portforwarding rules provided to check, skipping'),
  ]
  for (const [checkname, printed] of Object.entries(findings.say ?? {}))
    say(results, checkname, printed, findings.now, ran)
  return results
}

const noInstances = 'No VMs running data available, skipping'

const well = (checkname: string, checktype: string, lastupdated: string, details: string): HealthCheckResult => ({
  checkname,
  checktype,
  success: true,
  status: 'SUCCESS',
  lastupdated,
  details,
})

function say(results: HealthCheckResult[], checkname: string, [status, text]: Printed, now: number, ran: Ran): void {
  const details = typeof text === 'string' ? text : text(now)
  const told = { success: status === 'SUCCESS', status, details }
  const known = results.find((result) => result.checkname === checkname)
  if (known) Object.assign(known, told)
  else results.push({ checkname, checktype: 'advanced', lastupdated: ran.advanced, ...told })
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
