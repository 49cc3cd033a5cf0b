import { Button } from '@mantine/core'
import type { Host } from '@stratoview/api-client'
import { ActionButton, CopyText, downloadText, EmptyState, Panel, PropertyList, StateBadge } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { cs, q } from '../../api.ts'
import { FLEET_SYSTEM_VMS, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { agentCertificateActions, type WithAgent } from '../../vm/actions/agent-certificate.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { toneOf } from '../../vm/cells/state.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'
import classes from './certificates.module.css'
import { dateWords } from './ExpiryPanel.tsx'
import { useAuthority } from './use-authority.ts'

/** CloudStack's own authority: whom agents and management server believe. Not what browsers see. */
export default function AuthorityTab() {
  return (
    <div className={classes.columns}>
      <div className={classes.left}>
        <Agents />
      </div>
      <div className={classes.right}>
        <Authority />
      </div>
    </div>
  )
}

function Authority() {
  const { apis } = useSession()
  const query = useAuthority()
  const providers = useQuery({ ...q(cs.listCAProviders, {}), enabled: apis.has('listCAProviders') })
  if (!apis.has('listCaCertificate')) return <EmptyState>Your role may not call listCaCertificate.</EmptyState>
  const ca = query.data
  return (
    <Panel title="CloudStack’s own CA">
      <p className={classes.intro}>
        It signs the certificates by which the management server, hosts and system VMs’ agents know each other. No
        browser needs it.
      </p>
      <QueryTrouble query={query} title="The authority’s certificate could not be read." />
      {ca !== undefined && (
        <>
          <PropertyList
            label="CloudStack’s own CA"
            items={[
              { label: 'Subject', value: ca.subject, mono: true },
              { label: 'Valid from', value: dateWords(ca.from) },
              { label: 'Ends', value: dateWords(ca.to) },
              { label: 'Key', value: `${ca.key.kind} ${ca.key.bits ?? ''}` },
              { label: 'Certificates', value: ca.count > 1 ? `${ca.count}, an older one among them` : undefined },
              ...(providers.data?.caprovider ?? []).map(({ name, description }) => ({
                label: `Provider ${name}`,
                value: description,
              })),
            ]}
          />
          <p className={classes.quiet}>SHA-256</p>
          <CopyText block text={(ca.id.match(/../g) ?? []).join(':').toUpperCase()} label="the fingerprint" />
          <div className={classes.buttons}>
            <Button onClick={() => downloadText('cloudstack-ca.pem', ca.text, 'application/x-pem-file')}>
              Download PEM
            </Button>
          </div>
        </>
      )}
    </Panel>
  )
}

/** Agents of system VMs, by VM id; only where the role may list hosts. */
function useAgents(): ReadonlyMap<string, Host> {
  const enabled = useSession().apis.has('listHosts')
  const proxies = useQuery({ ...q(cs.listHosts, { type: 'ConsoleProxy' }), enabled })
  const storage = useQuery({ ...q(cs.listHosts, { type: 'SecondaryStorageVM' }), enabled })
  const rows = [...(proxies.data?.host ?? []), ...(storage.data?.host ?? [])]
  return new Map(rows.map((host) => [host.name, host]))
}

function Agents() {
  const fleet = useQuery({ ...fleetSystemVms(), refetchInterval: paceOf(FLEET_SYSTEM_VMS) })
  const agents = useAgents()
  const verbs = useVerbs<WithAgent>(agentCertificateActions)
  const rows = fleet.data?.rows ?? []
  return (
    <Panel title="Certificates of the system VMs’ agents" flush aside="renewed by CloudStack itself, before they end">
      <QueryTrouble query={fleet} title="The system VMs could not be read." />
      {fleet.data?.done === true && rows.length === 0 && <EmptyState>No system VM yet.</EmptyState>}
      <table className={`${classes.served} ${classes.agents}`}>
        <thead>
          <tr>
            <th scope="col">System VM</th>
            <th scope="col">State</th>
            <th scope="col">Agent</th>
            <th scope="col">
              <span className="sv-hidden">Verbs</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            // An agent's row is named like its VM (recorded: listHosts.SecondaryStorageVM).
            const [verb] = verbs.forRow({ ...row, agentid: agents.get(row.name)?.id })
            return (
              <tr key={row.id}>
                <th scope="row">
                  <Link className="sv-mono" to={paths.systemVm(row.id)}>
                    <b>{row.name}</b>
                  </Link>
                  <small>
                    {systemVmTypeWords(row.systemvmtype)}, {row.zonename}
                  </small>
                </th>
                <td>
                  <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
                </td>
                <td>
                  <AgentCell row={row} />
                </td>
                <td className={classes.ends}>{verb !== undefined && <ActionButton action={verb} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
