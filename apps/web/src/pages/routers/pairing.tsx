import type { Pairing } from '@stratoview/ui'
import type { Entry } from '../../vm/fleet/entries.ts'
import { PairHead } from './RouterCard.tsx'

/** How the halves of a redundant pair stand together in the list. */
export const pairing: Pairing<Entry> = {
  key: ({ pair }) => pair?.key,
  wrong: ([first]) => first?.pair?.trouble !== undefined,
  head: ([first]) => first && <PairHead entry={first} />,
}
