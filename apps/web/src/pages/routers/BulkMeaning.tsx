import type { RouterRow } from '@stratoview/bff/rows'
import { useQueries } from '@tanstack/react-query'
import { useSession } from '../../session.ts'
import { networkKey } from '../../vm/fleet/pairs.ts'
import { instancesBehind } from '../../vm/instances-behind.ts'

/** Beyond this many networks the instances are not counted: one call a network. */
const MOST = 12

/** What a selection stands for: "3 networks, 31 running instances behind them". */
export function BulkMeaning({ rows }: { rows: readonly RouterRow[] }) {
  const { apis } = useSession()
  const networks = [...Map.groupBy(rows, networkKey)].flatMap(([key, [first]]) =>
    key === undefined || first === undefined ? [] : [first],
  )
  const asked = networks.length <= MOST && apis.has('listVirtualMachines') ? networks : []
  const counts = useQueries({ queries: asked.map(instancesBehind) })
  if (networks.length === 0) return null
  const said = `${networks.length} network${networks.length === 1 ? '' : 's'}`
  if (asked.length === 0 || counts.some(({ data }) => data === undefined)) return said
  const running = counts.reduce((sum, { data }) => sum + (data ?? 0), 0)
  const them = networks.length === 1 ? 'it' : 'them'
  return `${said}, ${running.toLocaleString('en')} running instance${running === 1 ? '' : 's'} behind ${them}`
}
