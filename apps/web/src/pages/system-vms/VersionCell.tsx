import type { SystemVmRow } from '@stratoview/bff/rows'
import { Pill } from '@stratoview/ui'
import { useSession } from '../../session.ts'
import { behindServer, whyBehind } from '../../vm/system-vm-version.ts'

/** What its agent runs, and whether that is older than the management server. */
export function VersionCell({ row }: { row: Pick<SystemVmRow, 'version'> }) {
  const { cloudstackversion: server = '' } = useSession().features
  return (
    <>
      <span className="sv-mono">{row.version}</span>{' '}
      {behindServer(row, server) && <Pill hint={whyBehind(server)}>upgrade due</Pill>}
    </>
  )
}
