import type { SystemVm } from '@stratoview/api-client'
import { Panel, PropertyList } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useServerNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { momentText } from '../../vm/cells/age.ts'
import { absence, commonName, daysUntil, servedByQuery, untilWords } from '../../vm/served.ts'
import classes from './system-vms.module.css'

/** The certificate it really shows to whoever connects. */
export function ServedPanel({ vm }: { vm: SystemVm }) {
  const { data: row, error } = useQuery(servedByQuery(vm.id))
  const now = useServerNow(60)
  const certificate = row?.certificate
  return (
    <Panel title="Certificate it serves" aside={<Link to={paths.certificates()}>Certificates</Link>}>
      {certificate === undefined ? (
        <p className={classes.note} role="status">
          {error?.message ?? (row === undefined ? 'Connecting to it…' : row === null ? 'nothing' : absence(row))}
        </p>
      ) : (
        <PropertyList
          label="Certificate it serves"
          items={[
            { label: 'Names', value: certificate.names.join(', '), mono: true },
            { label: 'Issued by', value: commonName(certificate.issuer) },
            { label: 'Ends', value: `${momentText(certificate.to)}, ${untilWords(daysUntil(certificate.to, now))}` },
            { label: 'Port', value: row?.port },
            {
              label: 'SHA-256',
              value: `${certificate.fingerprint.slice(0, 23)}…`,
              mono: true,
              copy: certificate.fingerprint,
            },
          ]}
        />
      )}
    </Panel>
  )
}
