import { ApiError } from './api-error.ts'
import { envelopeOf, errorReply, respond, textResponse } from './envelope.ts'
import type { World } from './world.ts'

/** A failure to order, for the tests of a client (`POST /simulator/worlds/<name>` on the listener). */
export interface Fault {
  /** A command's name, or `*` for every one. */
  command: string
  /**
   * - `refuse`: no answer, the connection breaks; with an `errortext` CloudStack refuses in those words, like `status`
   * - `html`: a proxy's page
   * - `half-json`: a cut answer
   * - `hang`: answers when the world's clock has moved 60 s
   * - `status`: an error envelope with `status` and `errortext`
   * - `drop-session`: 401, and the session is gone
   */
  kind: 'refuse' | 'html' | 'half-json' | 'hang' | 'status' | 'drop-session'
  status?: number
  errortext?: string
  /** How often; for ever when absent. */
  times?: number
}

export class Faults {
  #faults: (Fault & { left: number })[] = []

  add(fault: Fault): void {
    this.#faults.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY })
  }

  clear(): void {
    this.#faults = []
  }

  /** The fault that befalls this call, if any; it counts as used. */
  take(command: string): Fault | undefined {
    const fault = this.#faults.find((one) => one.left > 0 && (one.command === '*' || one.command === command))
    if (fault) fault.left -= 1
    return fault
  }
}

/** How long a hanging answer takes on the world's clock, ms. */
export const hangs = 60_000

/** What the client gets instead of an answer; nothing when the fault only delayed it. */
export async function befall(fault: Fault, command: string, world: World): Promise<Response | undefined> {
  const { now } = world.clock
  const html = { 'content-type': 'text/html;charset=utf-8' }
  switch (fault.kind) {
    case 'refuse':
      if (fault.errortext !== undefined) return refused(fault, command, now)
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
    case 'html':
      return new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', {
        status: fault.status ?? 200,
        headers: html,
      })
    case 'half-json':
      return textResponse(200, `{"${envelopeOf(command)}":{"count":12,"`, now)
    case 'hang':
      await world.clock.delay(hangs)
      return undefined
    case 'status':
      return refused(fault, command, now)
    case 'drop-session':
      return undefined
  }
}

function refused({ status = 530, errortext = 'Internal error' }: Fault, command: string, now: number): Response {
  return respond(errorReply(command, new ApiError(status, errortext, { cserrorcode: 9999 })), now)
}
