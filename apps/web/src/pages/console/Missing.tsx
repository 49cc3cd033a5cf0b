import { EmptyState } from '@stratoview/ui'
import { type Asked, QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'

interface Props {
  looking: boolean
  trouble: Asked
  /** A way on when it isn't there. */
  action?: { label: string; onSelect(): void }
}

/** Where a console would be: its VM is still looked for, could not be looked for everywhere, or is not there. */
export function Missing({ looking, trouble, action }: Props) {
  if (looking) return <EmptyState>Looking for this VM…</EmptyState>
  if (trouble.error !== null) return <QueryTrouble query={trouble} title="The VM could not be looked for." />
  return <EmptyState action={action}>CloudStack knows no VM of this id that you may see.</EmptyState>
}
