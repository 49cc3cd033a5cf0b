import { paths } from '../../paths.ts'
import type { Standing } from '../../vm/fleet/standing.ts'

/** A router's page; for one that is not well, at its health: that is why it is opened. */
export const pathOf = (id: string, standing: Standing): string =>
  paths.router(id, standing === 'passing' || standing === 'pair-wrong' ? undefined : 'health')
