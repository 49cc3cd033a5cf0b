import type { RoleCommand } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import type { CloudStack } from '../cloudstack.ts'
import { isForbidden } from '../error.ts'
import { apisOf, requireApis } from '../rights.ts'
import type { Session } from '../session.ts'
import type { RunRecord } from './record.ts'
import type { RolloutMethod } from './types.ts'

const commandOf: Readonly<Record<RolloutMethod, readonly RoleCommand[]>> = {
  'restart-router': ['rebootRouter'],
  'restart-network': ['restartNetwork'],
  'live-patch': ['restartNetwork'],
  'all-at-once': ['upgradeRouterTemplate'],
  check: ['getRouterHealthCheckResults'],
  migrate: ['migrateSystemVm'],
}

/** 403 `forbidden` naming the command that the role lacks for a run of this method. */
export function mayDo(
  session: Session,
  { method, maintenance }: { method: RolloutMethod; maintenance?: boolean },
): void {
  const after = maintenance === true ? (['prepareHostForMaintenance'] as const) : []
  requireApis(session, 'listRouters', ...commandOf[method], ...after)
}

const mine = ({ owner }: RunRecord, { user }: Session) =>
  owner.account === user.account && owner.domainid === user.domainid

/** What CloudStack said of whose domains the admins of one can see: domains never move from one cloud to another. */
const known = new Map<string, boolean>()

/**
 * A run is its account's and every root admin's (who sees system VMs, recorded: `salesadmin.listSystemVms`). That the
 * owner is of the admin's own cloud is asked of CloudStack: one of our addresses may stand before several simulated ones.
 */
export async function maySee(run: RunRecord, session: Session, cloudstack: CloudStack): Promise<boolean> {
  if (mine(run, session)) return true
  if (!apisOf(session).includes('listSystemVms')) return false
  const { domainid } = run.owner
  const key = `${session.user.domainid} ${domainid}`
  const before = known.get(key)
  if (before !== undefined) return before
  let sees = false
  try {
    const { result } = await cloudstack.call('listDomains', { id: domainid }, session)
    sees = result.domain.some(({ id }) => id === domainid)
  } catch (error) {
    // That this role may not ask tells nothing of the domain, and so nothing for the next who asks.
    if (isForbidden(error)) return false
    if (!(error instanceof CloudStackError) || ![431, 531].includes(error.status)) throw error
  }
  if (known.size > 10_000) known.clear()
  known.set(key, sees)
  return sees
}
