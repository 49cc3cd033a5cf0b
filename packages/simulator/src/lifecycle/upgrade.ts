import type { Router } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import { settingOf } from '../settings.ts'
import type { World } from '../world.ts'
import { currentTemplate } from './successor.ts'

/** `4.20.2` against `4.22.0`: negative when older. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

interface Group {
  readonly id?: string
  readonly zoneid?: string
  readonly podid?: string
  readonly clusterid?: string
  readonly account?: string
  readonly domainid?: string
}

/**
 * Who is restarted: of one group, what runs and whose *template* is older than the minimum, whatever `requiresupgrade`
 * says. Recorded: `upgradeRouterTemplate.account` (two were picked that said false), `.no-group`, `.two-groups`,
 * `.unknown-account`.
 */
export function outdated(world: World, group: Group): Router[] {
  const { account, ...others } = group
  if (account === undefined && Object.keys(others).length === 0) return []
  if (Object.keys(others).length > 1) {
    throw badParameter(
      'Multiple parameters not supported. Specify only one among routerId/zoneId/podId/clusterId/accountId/domainId',
      4350,
    )
  }
  const number = world.tables.domains.findIndex((domain) => domain.id === group.domainid) + 1
  const owns = (row: { name: string; domainid?: string | undefined }) =>
    row.name === account && row.domainid === group.domainid
  if (account !== undefined && !world.tables.accounts.some(owns)) {
    throw badParameter(`Account :${account} does not exist in domain: ${number}`, 4350)
  }
  const clusterOf = (router: Router) => world.find('hosts', router.hostid)?.clusterid
  return world.tables.routers.filter(
    (router) =>
      router.state === 'Running' &&
      compare(router.version ?? '0', settingOf(world, 'minreq.sysvmtemplate.version', router.zoneid) ?? '0') < 0 &&
      (account === undefined || router.account === account) &&
      Object.entries(others).every(
        ([name, value]) => (name === 'clusterid' ? clusterOf(router) : router[name]) === value,
      ),
  )
}

/** A router that starts gets a root disk of the template that is now set for its hypervisor (reference §9.2). */
export function renew(world: World, router: Router): void {
  const current = currentTemplate(world, router)
  if (current.templateid === undefined || current.templateid === router.templateid) return
  if (world.troubles.get(router.id) === 'needs-upgrade') return
  const version = /\d+\.\d+\.\d+/.exec(current.templatename ?? '')?.[0]
  const software = world.tables.managementServers[0]?.version?.replace(/-.*$/, '')
  Object.assign(router, current, { requiresupgrade: false, version, softwareversion: software })
}
