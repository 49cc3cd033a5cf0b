import type { RoleCommand } from '@stratoview/api-client'
import { refuse } from './error.ts'
import { unpack } from './features.ts'
import type { Session } from './session.ts'

/** The commands a session's role may call, as `listApis` said at sign-in; none when another release sealed them. */
export const apisOf = ({ features }: Pick<Session, 'features'>): readonly RoleCommand[] => unpack(features)?.apis ?? []

/** The same, when all of `needed` are among them; 403 `forbidden` naming the first that is not. */
export function requireApis(session: Session, ...needed: readonly RoleCommand[]): readonly RoleCommand[] {
  const apis = apisOf(session)
  const missing = needed.find((command) => !apis.includes(command))
  if (missing !== undefined) throw refuse(403, 'forbidden', `Your role may not call ${missing}`, { command: missing })
  return apis
}
