import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'

const SETTING = 'minreq.sysvmtemplate.version'

/** The oldest template CloudStack accepts in a zone; undefined until it is known, or when the role may not know it. */
export function useMinimum(zoneid: string): string | undefined {
  const { apis } = useSession()
  const { data } = useQuery({
    ...q(cs.listConfigurations, { name: SETTING, zoneid }),
    enabled: apis.has('listConfigurations'),
    staleTime: SELDOM,
  })
  return data?.configuration.find(({ name }) => name === SETTING)?.value
}
