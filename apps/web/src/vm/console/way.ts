import type { VmKind } from '@stratoview/api-client/can'
import { CloudStackError } from '@stratoview/api-client/error'
import type {
  ConsoleAnswer,
  ConsoleClosing,
  ConsoleControl,
  ConsoleCloseCode,
  ConsoleRequest,
} from '@stratoview/bff/app'
import type { Refusal, Way } from '@stratoview/ui/console/machine.ts'
import { ScreenRefusal, type Word } from '@stratoview/ui/console/remote-session.ts'
import { asJson, read } from '../../api.ts'

export interface ConsoleOf {
  id: string
  kind?: VmKind
}

const ask = (body: ConsoleRequest): Promise<ConsoleAnswer> => read('/api/consoles', asJson('POST', body))

/** Answers of our server that are CloudStack's no, or ours; what is not here may go better next time. */
const refusals: Readonly<Record<string, Refusal>> = {
  'not-running': 'not-running',
  'no-proxy': 'no-proxy',
  refused: 'refused',
  forbidden: 'refused',
  'too-many': 'refused',
  'console-address': 'refused',
  unauthorized: 'refused',
}

/** A way into the VM's screen, in words that the screen's session knows. Rejects with a ScreenRefusal. */
export async function openWay(
  { id, kind }: ConsoleOf,
  how: { takeover: boolean; viewOnly: boolean; replaces: string | undefined },
): Promise<Way> {
  try {
    const answer = await ask({ virtualmachineid: id, kind, ...how })
    if (answer.mode === 'in-use') return { mode: 'in-use', by: answer.inUseBy }
    if (answer.mode === 'page') return { mode: 'page', url: answer.pageUrl, reason: answer.reason }
    const url = new URL(answer.wsPath, location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    return { mode: 'relay', id: answer.id, url: url.href, viewOnly: answer.viewOnly }
  } catch (error) {
    if (!(error instanceof CloudStackError)) throw error
    throw new ScreenRefusal(refusals[error.code] ?? 'broken', error.message)
  }
}

/** CloudStack's own page of the screen, in a window of its own that knows nothing of this one. */
export async function openPage({ id, kind }: ConsoleOf): Promise<void> {
  const answer = await ask({ virtualmachineid: id, kind, takeover: true, page: true })
  if (answer.mode === 'page') showPage(answer.pageUrl)
}

/** The address holds CloudStack's token: no opener, no referrer, and it is kept nowhere. */
export const showPage = (url: string): void => void window.open(url, '_blank', 'noopener,noreferrer')

export const readWord = (text: string): Word => JSON.parse(text) as ConsoleControl

/** Who is turned away at the door is told by the close code alone. */
const turnedAway: Partial<Record<ConsoleCloseCode, { why: ConsoleClosing; again: boolean }>> = {
  4401: { why: 'signed-out', again: false },
  4410: { why: 'expired', again: true },
  4412: { why: 'in-use', again: false },
  4429: { why: 'too-many', again: false },
  4503: { why: 'stopping', again: true },
}

export function explainClose(code: number, reason: string): { why: string; text: string; again: boolean } {
  const known = turnedAway[code as ConsoleCloseCode]
  if (known) return { ...known, text: reason }
  return { why: 'cut', text: 'The connection to Stratoview broke.', again: true }
}
