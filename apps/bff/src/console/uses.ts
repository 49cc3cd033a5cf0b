import type { ConsoleSession } from '@stratoview/api-client'
import type { CloudStack } from '../cloudstack.ts'
import { unlessSignedOut } from '../error.ts'
import type { Session } from '../session.ts'
import type { Seat } from './seat.ts'

/** Somebody who has a VM's screen open. */
export interface ConsoleUse {
  user: string
  account?: string
  /** ISO 8601. */
  since?: string
  /** Where the browser is, as far as CloudStack or we know. */
  address?: string
  /** Through Stratoview, and then under this id. */
  id?: string
  /** The same user who asks now. */
  mine: boolean
}

/** Somebody who has a VM's screen open through a console proxy, but not through us. */
export interface ConsoleElsewhere {
  /** CloudStack's id of the session. */
  id: string
  vm: { id: string; name?: string }
  user: string
  account?: string
  /** ISO 8601, by CloudStack's clock. */
  since?: string
  /** How long by now, by the same clock. */
  seconds?: number
  client?: string
  /** The host the VM was on. */
  host?: { id?: string; name?: string }
  mine: boolean
}

/** When we last went for a VM's screen, by CloudStack's clock. Whoever came before was thrown out by that. */
interface Own {
  userid: string
  at: number
}

const remembered = 5_000
/** CloudStack tells whole seconds. */
const slack = 2_000

/** Who uses which screen, as CloudStack says (4.21 and later), which often says it too late. */
export class Uses {
  readonly #cloudstack: CloudStack
  readonly #now: () => number
  readonly #own = new Map<string, Own>()
  #offset = 0

  constructor(cloudstack: CloudStack, now: () => number) {
    this.#cloudstack = cloudstack
    this.#now = now
  }

  /** We are in. */
  entered({ vm, user }: Seat): void {
    this.#own.delete(vm.id)
    if (this.#own.size >= remembered) this.#own.delete(this.#own.keys().next().value!)
    this.#own.set(vm.id, { userid: user.userid, at: this.#now() + this.#offset })
  }

  /** Who came in since then; everybody there when we never were. */
  async others(session: Session, apis: readonly string[], vmid: string): Promise<ConsoleUse[]> {
    if (!apis.includes('listConsoleSessions')) return []
    const rows = (await this.#ask(session, { virtualmachineid: vmid })) ?? []
    const own = this.#own.get(vmid)
    return rows.filter((row) => isLater(row, own)).map((row) => describedUse(row, session))
  }

  /**
   * Everybody on any VM who did not come through us; undefined when CloudStack does not tell (before 4.21, or to this
   * role). `hidden` are VMs on which somebody is through us whom the caller's list of ours leaves out: CloudStack tells.
   */
  async elsewhere(
    session: Session,
    apis: readonly string[],
    hidden: ReadonlySet<string>,
  ): Promise<ConsoleElsewhere[] | undefined> {
    if (!apis.includes('listConsoleSessions')) return undefined
    const rows = await this.#ask(session, {})
    const now = this.#now() + this.#offset
    return rows
      ?.filter((row) => {
        const vmid = row.virtualmachineid ?? ''
        return isLater(row, hidden.has(vmid) ? undefined : this.#own.get(vmid))
      })
      .map((row) => elsewhereOf(row, session, now))
  }

  async #ask(session: Session, which: { virtualmachineid?: string }): Promise<ConsoleSession[] | undefined> {
    const params = { ...which, activeonly: true }
    const answer = await this.#cloudstack.call('listConsoleSessions', params, session).catch(unlessSignedOut)
    if (answer?.date !== undefined) this.#offset = answer.date - this.#now()
    return answer?.result.consolesession
  }
}

function isLater({ acquired, removed, userid }: ConsoleSession, own: Own | undefined): boolean {
  if (!acquired || removed) return false
  if (!own) return true
  const at = Date.parse(acquired)
  return userid === own.userid ? at > own.at + slack : at >= own.at - slack
}

function describedUse(
  { user, account, acquired, clientaddress, userid }: ConsoleSession,
  session: Session,
): ConsoleUse {
  const at = Date.parse(acquired ?? '')
  const since = Number.isNaN(at) ? undefined : new Date(at).toISOString()
  return { user: user ?? 'somebody', account, since, address: clientaddress, mine: userid === session.user.userid }
}

function elsewhereOf(row: ConsoleSession, session: Session, now: number): ConsoleElsewhere {
  const { id, virtualmachineid, virtualmachinename: name, hostid, hostname } = row
  const { user, account, since, address: client, mine } = describedUse(row, session)
  const seconds = since === undefined ? undefined : Math.max(0, Math.round((now - Date.parse(since)) / 1000))
  const host = { id: hostid, name: hostname }
  return { id, vm: { id: virtualmachineid ?? '', name }, user, account, since, seconds, client, host, mine }
}
