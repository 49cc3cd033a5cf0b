import type { RouterRow } from '@stratoview/bff/rows'
import { counted, listed } from '../../vm/words.ts'
import { picked } from './picked.ts'

type Failing = Pick<RouterRow, 'name' | 'state' | 'zoneid' | 'health'>

/** Results are fetched of running routers only. CloudStack looks for a failing check's name anywhere in the setting's text (reference §5.1). */
const meets = (router: Failing, text: string): boolean =>
  router.state === 'Running' &&
  [...(router.health?.basic.failing ?? []), ...(router.health?.advanced.failing ?? [])].some((name) =>
    text.includes(name),
  )

/**
 * What a longer list of checks to recreate routers for does, and to which routers it would do it now.
 * Undefined when nothing is added. Without a fleet nothing is said of how many.
 */
export function recreateWarning(
  before: string,
  after: string,
  fleet: readonly Failing[] | undefined,
  zoneid?: string,
): string | undefined {
  const old = picked(before)
  const more = picked(after).filter((name) => !old.includes(name))
  if (more.length === 0) return undefined
  const then = `From the next fetch of results on, CloudStack recreates every router on which ${more.join(' or ')} ${more.length === 1 ? 'fails' : 'fail'}: its network or VPC is restarted with cleanup, and without a partner its networks stand still meanwhile.`
  if (fleet === undefined) return then
  const now = fleet.filter((router) => (zoneid === undefined || router.zoneid === zoneid) && meets(router, more.join()))
  if (now.length === 0) return `${then} No router fails there now.`
  return `${then} ${counted(now.length, 'router')} ${now.length === 1 ? 'fails' : 'fail'} there now: ${listed(now.map(({ name }) => name))}.`
}
