import { createConsoleEndpoint, type ConsoleEndpoint } from '@stratoview/api-client'
import { misshapen, refuse } from '../error.ts'
import type { Session } from '../session.ts'
import { closings } from './closings.ts'
import type { Desk } from './desk.ts'
import { Forbidden, type Named } from './targets.ts'

/** Asks for a way into a VM's screen that is useless without `token`. Throws what CloudStack refused, in its words. */
export async function askEndpoint(
  { cloudstack }: Desk,
  session: Session,
  virtualmachineid: string,
  token: string,
): Promise<ConsoleEndpoint> {
  const command = 'createConsoleEndpoint'
  const { result } = await cloudstack.ask(command, { virtualmachineid, token }, session)
  const answer = createConsoleEndpoint.result.safeParse(result)
  if (!answer.success) throw misshapen(command, answer.error)
  const { consoleendpoint: endpoint } = answer.data
  if (endpoint.success) return endpoint
  const message = endpoint.details || 'CloudStack refused the console and did not say why.'
  throw refuse(...kindOfRefusal(message), message, { command })
}

/** By the texts of recordings `createConsoleEndpoint.*`, `tenant.createConsoleEndpoint.*` and reference §7.1. */
function kindOfRefusal(details: string): [status: number, code: string] {
  if (/must be running to connect console|lost host info/.test(details)) return [409, 'not-running']
  if (/will be ready in a few minutes/.test(details)) return [503, 'no-proxy']
  if (/^Permission denied|^Cannot find VM/.test(details)) return [403, 'forbidden']
  return [409, 'refused']
}

/** The WebSocket of it, when it is one to connect to; 502 `console-address` else. */
export function checked({ targets, log }: Desk, endpoint: ConsoleEndpoint): Named {
  try {
    return targets.check(endpoint)
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error
    // Which it was is for the log: an end user reads the message.
    log.warn({ audit: 'console-address', what: error.message }, 'console address refused')
    throw refuse(502, 'console-address', closings['forbidden-address'].sentence)
  }
}
