import type { Configuration } from '@stratoview/api-client'
import { EVERYWHERE } from './known.ts'

/**
 * When a change counts. A setting that is not dynamic is read at the start of the management server; a zone's own value
 * is read anew within half a minute whatever the setting (read in the server's code; reference §3.6).
 */
export type Effect = 'at once' | 'after a restart of the management server'

export const effectOf = ({ isdynamic }: Configuration, where: string): Effect =>
  isdynamic === false && where === EVERYWHERE ? 'after a restart of the management server' : 'at once'
