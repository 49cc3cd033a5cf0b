import type { ConsoleSession } from '@stratoview/api-client'
import type { CloudStack } from '../cloudstack.ts'
import type { Session } from '../session.ts'
import { unlessSignedOut } from './lookup.ts'
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
    const params = { virtualmachineid: vmid, activeonly: true }
    const answer = await this.#cloudstack.call('listConsoleSessions', params, session).catch(unlessSignedOut)
    if (!answer) return []
    if (answer.date !== undefined) this.#offset = answer.date - this.#now()
    const own = this.#own.get(vmid)
    return answer.result.consolesession.filter((row) => isLater(row, own)).map((row) => useOf(row, session))
  }
}

function isLater({ acquired, removed, userid }: ConsoleSession, own: Own | undefined): boolean {
  if (!acquired || removed) return false
  if (!own) return true
  const at = Date.parse(acquired)
  return userid === own.userid ? at > own.at + slack : at >= own.at - slack
}

function useOf({ user, account, acquired, clientaddress, userid }: ConsoleSession, session: Session): ConsoleUse {
  const at = Date.parse(acquired ?? '')
  const since = Number.isNaN(at) ? undefined : new Date(at).toISOString()
  return { user: user ?? 'somebody', account, since, address: clientaddress, mine: userid === session.user.userid }
}
