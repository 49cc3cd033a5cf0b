import { CloudStackError } from '@stratoview/api-client/error'
import type { CloudStack } from '../cloudstack.ts'
import { refuse } from '../error.ts'
import type { Session } from '../session.ts'
import { unpack } from '../features.ts'
import type { RunRecord } from './record.ts'
import type { RolloutMethod } from './types.ts'

/** The commands a session may call. */
export const apisOf = (session: Session): ReadonlySet<string> => new Set(unpack(session.features)?.apis ?? [])

const commandOf: Readonly<Record<RolloutMethod, readonly string[]>> = {
  'restart-router': ['rebootRouter'],
  'restart-network': ['restartNetwork'],
  'live-patch': ['restartNetwork'],
  'all-at-once': ['upgradeRouterTemplate'],
  check: ['getRouterHealthCheckResults'],
  migrate: ['migrateSystemVm'],
}

/** 403 `rights` naming the command that the role lacks for a run of this method. */
export function mayDo(
  session: Session,
  { method, maintenance }: { method: RolloutMethod; maintenance?: boolean },
): void {
  const apis = apisOf(session)
  const after = maintenance === true ? ['prepareHostForMaintenance'] : []
  const missing = ['listRouters', ...commandOf[method], ...after].find((name) => !apis.has(name))
  if (missing !== undefined) throw refuse(403, 'rights', `Your role may not call ${missing}.`, { command: missing })
}

const mine = ({ owner }: RunRecord, { user }: Session) =>
  owner.account === user.account && owner.domainid === user.domainid

/** What CloudStack said of whose domains an admin can see: domains never move from one cloud to another. */
const known = new Map<string, boolean>()

/**
 * A run is its account's and every root admin's (who sees system VMs, recorded: `salesadmin.listSystemVms`). That the
 * owner is of the admin's own cloud is asked of CloudStack: one of our addresses may stand before several simulated ones.
 */
export async function maySee(run: RunRecord, session: Session, cloudstack: CloudStack): Promise<boolean> {
  if (mine(run, session)) return true
  if (!apisOf(session).has('listSystemVms')) return false
  const { domainid } = run.owner
  const key = `${session.user.domainid} ${domainid}`
  const before = known.get(key)
  if (before !== undefined) return before
  const sees = await cloudstack.call('listDomains', { id: domainid }, session).then(
    ({ result }) => result.domain.some(({ id }) => id === domainid),
    (error: unknown) => {
      if (error instanceof CloudStackError && [431, 432, 531].includes(error.status)) return false
      throw error
    },
  )
  if (known.size > 10_000) known.clear()
  known.set(key, sees)
  return sees
}
