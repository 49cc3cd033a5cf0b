import type { ServedRow } from '@stratoview/bff/app'
import { EmptyState, Freshness, Panel, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useServerNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { covers } from '../../vm/certificate-names.ts'
import { absence, commonName, daysUntil, nearness, servedQuery, untilWords } from '../../vm/served.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import stacked from '../../vm/list/stacked.module.css'
import classes from './certificates.module.css'
import { expectedName } from './expected-name.ts'
import { useTlsSettings, useZoneDomains } from './use-tls-settings.ts'

/** What the world sees now: the certificate of each console proxy and secondary storage VM, soonest end first. */
export function ServedPanel() {
  const query = useQuery(servedQuery)
  const now = useServerNow(60)
  const zones = useZoneDomains()
  const storage = useTlsSettings()?.['secstorage.ssl.cert.domain']?.value ?? ''
  const rows = (query.data ?? []).toSorted((a, b) => rank(a) - rank(b))
  return (
    <Panel
      title="Served now"
      flush
      aside={<Freshness at={query.dataUpdatedAt || undefined} onRefresh={() => void query.refetch()} />}
    >
      <div className={classes.inset}>
        <QueryTrouble query={query} title="What the system VMs serve could not be found out." />
      </div>
      {query.isPending && query.error === null && (
        <p className={classes.inset} role="status">
          Connecting to each system VM…
        </p>
      )}
      {query.data?.length === 0 && (
        <div className={classes.inset}>
          <EmptyState>No system VM yet.</EmptyState>
        </div>
      )}
      {rows.length > 0 && (
        <table className={`${classes.served} ${stacked.stacked}`}>
          <thead>
            <tr>
              <th scope="col">System VM</th>
              <th scope="col">Certificate</th>
              <th scope="col" className={classes.ends}>
                Ends
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Served key={row.id} row={row} now={now} expected={expectedName(row, zones, storage)} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

const rank = ({ certificate, what }: ServedRow) =>
  certificate === undefined ? (what === 'silent' ? 8.64e15 : 8.65e15) : Date.parse(certificate.to)

interface ServedProps {
  row: ServedRow
  now: number
  /** the name browsers ask it by, where one is known */
  expected: string | undefined
}

function Served({ row, now, expected }: ServedProps) {
  const { certificate, port } = row
  const strange = certificate !== undefined && expected !== undefined && !covers(certificate.names, expected)
  const days = certificate && daysUntil(certificate.to, now)
  const near = days === undefined ? undefined : nearness(days)
  return (
    <tr>
      <th scope="row">
        <span className={classes.vm}>
          <VerdictGlyph kind={kindOf(row, near, strange)} />
          <span>
            <Link className="sv-mono" to={paths.systemVm(row.id)}>
              <b>{row.name}</b>
            </Link>
            <small>
              {systemVmTypeWords(row.systemvmtype)}, {row.zonename ?? row.zoneid}
            </small>
          </span>
        </span>
      </th>
      <td>
        {certificate === undefined ? (
          absence(row)
        ) : (
          <>
            <bdi className="sv-mono">{certificate.names[0] ?? certificate.subject}</bdi>
            <small>
              by <bdi>{commonName(certificate.issuer)}</bdi>, port {port}
              {certificate.distrust !== undefined && ', not known to Stratoview'}
            </small>
            {strange && (
              <small>
                Browsers refuse it: the settings name this VM <bdi className="sv-mono">{expected}</bdi>.
              </small>
            )}
          </>
        )}
      </td>
      <td className={classes.ends} data-near={near}>
        {days !== undefined && untilWords(days)}
        {row.what === 'silent' && 'unknown'}
      </td>
    </tr>
  )
}

function kindOf(
  { what, certificate }: ServedRow,
  near: ReturnType<typeof nearness> | undefined,
  strange: boolean,
): VerdictKind {
  if (what === 'silent') return 'unknown'
  if (certificate === undefined) return 'never-ran'
  if (near === 'over' || near === 'week') return 'failing'
  return near === 'far' && !strange ? 'passing' : 'warning'
}
