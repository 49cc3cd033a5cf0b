import type { RouterRow } from '@stratoview/bff/rows'
import { useInstancesBehind } from '../../vm/instances-behind.ts'
import { counted } from '../../vm/words.ts'

/** What a selection stands for: "3 networks, 31 running instances behind them". */
export function BulkMeaning({ rows }: { rows: readonly RouterRow[] }) {
  const { networks, running } = useInstancesBehind(rows)
  if (networks === 0) return null
  const said = counted(networks, 'network')
  if (running === undefined) return said
  return `${said}, ${counted(running, 'running instance')} behind ${networks === 1 ? 'it' : 'them'}`
}
