import type { HealthCheckResult, Router } from '@stratoview/api-client'
import { internal } from '../api-error.ts'
import { alert, emit } from '../event.ts'
import type { World } from '../world.ts'

/** The two checks the server makes itself. Recorded: `getRouterHealthCheckResults.fresh`, `.no-contact`. */
const serverChecks = ['connectivity.test', 'filesystem.writable.test']

/** Rows as a healthy 4.22 router's scripts print them. Recorded: `getRouterHealthCheckResults.fresh`. */
const healthy: readonly (readonly [name: string, type: 'basic' | 'advanced', details: string])[] = [
  ['connectivity.test', 'basic', 'Successfully connected to router'],
  ['filesystem.writable.test', 'basic', 'Successfully written to file system'],
  ['dhcp.service', 'basic', 'service is running'],
  ['loadbalancing.service', 'basic', 'service is running'],
  ['ssh.service', 'basic', 'service is running'],
  ['webserver.service', 'basic', 'service is running'],
  ['disk_space_check.py', 'basic', 'Sufficient free space is 1280.0 MB'],
  ['cpu_usage_check.py', 'basic', 'CPU Usage within limits with current at 3.1%'],
  ['memory_usage_check.py', 'basic', 'Memory Usage within limits with current at 41.2%'],
  ['gateways_check.py', 'basic', 'All 1 gateways are reachable via ping'],
  ['router_version_check.py', 'basic', 'Template and scripts version match successful'],
  ['dhcp_check.py', 'advanced', 'All 3 VMs are present in dhcphosts.txt'],
  ['dns_check.py', 'advanced', 'All 3 VMs are present in /etc/hosts'],
  ['haproxy_check.py', 'advanced', 'No data provided to check, skipping'],
  ['iptables_check.py', 'advanced', 'No portforwarding rules provided to check, skipping'],
]

const minute = 60_000
const interval = { basic: 3 * minute, advanced: 10 * minute }

/** Fresh rows, all SUCCESS and of now. */
export function healthyResults(world: World): HealthCheckResult[] {
  return healthy.map(([checkname, checktype, details]) => ({
    checkname,
    checktype,
    success: true,
    status: 'SUCCESS',
    lastupdated: world.date(),
    details,
  }))
}

/** A BACKUP router has no gateways to check (reference §5.2). */
const exempt = (router: Router, result: HealthCheckResult) =>
  router.redundantstate === 'BACKUP' && result.checkname === 'gateways_check.py'

/** Its disk is full from now on. */
export function fillDisk(world: World, router: Router): void {
  world.troubles.set(router.id, 'failing-disk')
  const others = (router.healthcheckresults ?? healthyResults(world)).filter(
    ({ checkname }) => checkname !== 'disk_space_check.py',
  )
  const details = 'Insufficient free space is 61.9 MB'
  const full = { checkname: 'disk_space_check.py', checktype: 'basic', success: false, status: 'FAILED' }
  router.healthcheckresults = [...others, { ...full, lastupdated: world.date(), details }]
}

/** A router that has just come up is checked anew once its cron has run; until then the server knows what it knew. */
export function checksAfterStart(world: World, router: Router): void {
  world.clock.after(interval.basic, () => {
    if (router.state === 'Running') fetchResults(world, router)
  })
}

/** What the scheduled fetch brings: the same verdicts as before, of now. */
function fetchResults(world: World, router: Router): void {
  const trouble = world.troubles.get(router.id)
  if (trouble === 'no-contact' || trouble === 'never-ran' || trouble === 'stale-results') return
  if (!router.healthcheckresults || router.healthcheckresults.length < 3) {
    router.healthcheckresults = healthyResults(world).filter((result) => !exempt(router, result))
  }
  refresh(world, router, 'basic')
  refresh(world, router, 'advanced')
}

function refresh(world: World, router: Router, type: 'basic' | 'advanced'): void {
  const now = world.date()
  for (const result of router.healthcheckresults ?? []) {
    if (result.checktype === type) result.lastupdated = now
  }
}

/** Runs on the world's clock for ever: the fetch of what every running router's cron has found. */
export function scheduleChecks(world: World): void {
  for (const type of ['basic', 'advanced'] as const) {
    world.clock.every(interval[type], () => {
      for (const router of world.tables.routers) {
        const trouble = world.troubles.get(router.id)
        const silent = trouble === 'no-contact' || trouble === 'never-ran' || trouble === 'stale-results'
        if (router.state === 'Running' && !silent) refresh(world, router, type)
      }
    })
  }
}

/**
 * Fresh checks, synchronous. Out of contact: 530 at once (recorded `.fresh-no-contact`). Failing ones raise an alert and
 * an event (reference §5.1) but are no error.
 */
export function freshChecks(world: World, router: Router): void {
  const trouble = world.troubles.get(router.id)
  const contact = router.healthcheckresults?.find((result) => result.checkname === 'connectivity.test')
  if (trouble === 'no-contact' || router.state !== 'Running') {
    const cause = contact?.details?.replace('Failed to fetch results with details: ', '') ?? 'Timed out'
    const told = trouble === 'no-contact' ? cause : 'Resource [Host] is unreachable'
    throw internal(
      `Failed to get health check results due to: Unable to perform fresh checks on router - Basic tests failed - ${told}`,
      9999,
    )
  }
  if (trouble === 'never-ran' || trouble === 'stale-results') world.troubles.delete(router.id)
  fetchResults(world, router)
  for (const result of router.healthcheckresults ?? []) {
    if (serverChecks.includes(result.checkname)) result.lastupdated = world.date()
  }
  raise(world, router)
}

/** Recorded: `listAlerts`, `listEvents.router`. */
function raise(world: World, router: Router): void {
  const failing = (router.healthcheckresults ?? []).filter((result) => result.status === 'FAILED')
  if (failing.length === 0) return
  const who = `router ${router.name} / ${router.id}`
  alert(world, 9, 'ALERT.SERVICE.DOMAINROUTER', `Health checks failed: ${failing.length} failing checks on ${who}`)
  emit(world, {
    username: 'system',
    type: 'ROUTER.HEALTH.CHECKS',
    state: 'Completed',
    description: `Router ${router.name} / ${router.id} has failing checks: ${failing.map((result) => result.checkname).join(', ')}`,
    subject: { type: 'DomainRouter', id: router.id, name: router.name },
  })
}
