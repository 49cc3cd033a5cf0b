import { Button } from '@mantine/core'
import { CloudStackError } from '@stratoview/api-client/error'
import { ConfirmModal, Panel } from '@stratoview/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { cs, q } from '../../api.ts'
import { fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../../vm/action.ts'
import { systemVmActions, type SystemVmLike } from '../../vm/actions/system-vm.ts'
import { ask } from '../../vm/ask.ts'
import { covers } from '../../vm/certificate-names.ts'
import { momentText } from '../../vm/cells/age.ts'
import { servedQuery } from '../../vm/served.ts'
import { Worded } from '../../vm/Worded.tsx'
import stacked from '../../vm/list/stacked.module.css'
import classes from './certificates.module.css'
import { CheckStep } from './CheckStep.tsx'
import { domainTrouble, nameFor } from './pem/names.ts'
import { Step } from './Step.tsx'
import { tlsSettings, type TlsSetting, type TlsSettings } from './use-tls-settings.ts'
import { wantedBy, why, type Names, type Way } from './ways.ts'

interface Props {
  way: Way
  names: Names
  settings: TlsSettings | undefined
}

/** Step by step, in the order in which each takes effect, to a console that opens. */
export function AgreeSteps({ way, names, settings }: Props) {
  const wanted = wantedBy(way, names)
  const differ = tlsSettings.filter((name) => (settings?.[name]?.value ?? '') !== wanted[name])
  return (
    <Panel title="Step by step" flush>
      <ol className={classes.guide}>
        {way !== 'offloaded' && <CertificateStep names={names} />}
        {way !== 'wildcard' && (
          <Step done={undefined} title="Set up the load balancer and DNS">
            <p>
              The names must lead to it, with the ports beside.{' '}
              {way === 'offloaded' &&
                'It holds a certificate for each name. Keep others from the system VMs’ addresses.'}
            </p>
          </Step>
        )}
        {way === 'wildcard' && (
          <Step done={undefined} title="Let DNS resolve the names">
            <p>
              For every public address of the zones’ ranges:{' '}
              <code>{nameFor(names.consoles || '*.domain', '203.0.113.5')}</code> must resolve to{' '}
              <code>203.0.113.5</code>.
            </p>
          </Step>
        )}
        <SettingsStep settings={settings} wanted={wanted} differ={differ} />
        <RestartStep changed={settings !== undefined && differ.length === 0} />
        <SystemVmsStep way={way} names={names} />
        <CheckStep />
      </ol>
    </Panel>
  )
}

function CertificateStep({ names }: { names: Names }) {
  const rows = useQuery(servedQuery).data ?? []
  const served = rows.filter(
    ({ certificate, publicip }) =>
      certificate !== undefined && covers(certificate.names, nameFor(names.consoles, publicip ?? '')),
  )
  return (
    <Step done={names.consoles !== '' && served.length > 0} title="Upload a certificate for these names">
      <p>
        {served.length > 0
          ? `${served.map(({ name }) => name).join(', ')} already ${served.length === 1 ? 'shows' : 'show'} one that fits.`
          : 'No system VM shows one that fits yet.'}{' '}
        <Link to={paths.certificates()}>Update SSL certificate</Link>
      </p>
    </Step>
  )
}

interface SettingsProps {
  settings: TlsSettings | undefined
  wanted: Readonly<Record<TlsSetting, string>>
  differ: readonly TlsSetting[]
}

function SettingsStep({ settings, wanted, differ }: SettingsProps) {
  const client = useQueryClient()
  const { apis } = useSession()
  const [asked, setAsked] = useState(false)
  const bad = Object.values(wanted).find((value) => value !== 'true' && domainTrouble(value) !== undefined)
  const no = reasonNot(settings, bad, apis.has('updateConfiguration'))
  const save = async () => {
    try {
      for (const name of differ) await cs.updateConfiguration({ name, value: wanted[name] })
    } finally {
      // Where one is refused, those before it are changed all the same.
      await client.invalidateQueries({ queryKey: ['listConfigurations'] })
    }
  }
  return (
    <Step done={settings === undefined ? undefined : differ.length === 0} title="Make the settings agree">
      <table className={`${classes.agree} ${stacked.stacked}`}>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Now</th>
            <th scope="col">Wanted</th>
          </tr>
        </thead>
        <tbody>
          {tlsSettings.map((name) => (
            <tr key={name} data-differs={differ.includes(name) || undefined}>
              <th scope="row">
                <span className="sv-mono">{name}</span>
                <small>{why[name]}</small>
              </th>
              <td data-head="Now">
                <bdi className="sv-mono">{settings === undefined ? 'not shown' : settings[name]?.value || 'empty'}</bdi>
              </td>
              <td data-head="Wanted">
                <bdi className="sv-mono">{wanted[name] || 'empty'}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {differ.length > 0 && settings !== undefined && (
        <div className={classes.buttons}>
          <Button disabled={no !== undefined} onClick={() => setAsked(true)}>
            Set {differ.length === 1 ? 'this one' : `these ${differ.length}`}…
          </Button>
          <span className={classes.quiet}>{no}</span>
        </div>
      )}
      <ConfirmModal
        opened={asked}
        title={<>Change {differ.length === 1 ? 'one setting' : `${differ.length} settings`} of the whole cloud?</>}
        lead="Nothing changes yet:"
        consequence="they are read when the management server starts, and the system VMs take them when they are started after that. A zone that has a value of its own keeps it."
        effects={differ.map((name) => ({ what: <code>{name}</code>, becomes: wanted[name] }))}
        command={differ
          .map((name) => cmk({ command: 'updateConfiguration', params: { name, value: wanted[name] } }))
          .join('\n')}
        verb={differ.length === 1 ? 'Change the setting' : 'Change the settings'}
        keep="Leave them"
        onConfirm={save}
        onClose={() => setAsked(false)}
      />
    </Step>
  )
}

function reasonNot(settings: TlsSettings | undefined, bad: string | undefined, may: boolean): string | undefined {
  if (settings === undefined) return 'Your role is not shown settings.'
  if (!may) return 'Your role may not call updateConfiguration.'
  return bad === undefined ? undefined : 'Fill in the names above first.'
}

/** CloudStack cannot be told to restart itself; when it did is what it says of itself. */
function RestartStep({ changed }: { changed: boolean }) {
  const enabled = useSession().apis.has('listManagementServers')
  const servers = useQuery({ ...q(cs.listManagementServers, {}), enabled, refetchInterval: 15_000 })
  const rows = servers.data?.managementserver ?? []
  return (
    <Step done={undefined} title="Restart the management servers">
      <p>
        {changed ? 'The settings agree; they' : 'These settings'} are not dynamic: each management server reads them
        when it starts. That is done on its machine (<code>systemctl restart cloudstack-management</code>), one after
        another.
      </p>
      {rows.length > 0 && (
        <ul className={classes.servers}>
          {rows.map(({ id, name, lastserverstart }) => (
            <li key={id}>
              <bdi className="sv-mono">{name}</bdi>{' '}
              {typeof lastserverstart === 'string' && `last started ${momentText(lastserverstart)}`}
            </li>
          ))}
        </ul>
      )}
      {servers.error instanceof CloudStackError && <p>{servers.error.message}</p>}
    </Step>
  )
}

function SystemVmsStep({ way, names }: { way: Way; names: Names }) {
  const served = useQuery(servedQuery)
  const fleet = useQuery(fleetSystemVms()).data?.rows ?? []
  const rows = served.data ?? []
  const fits = ({ what, certificate, publicip, systemvmtype }: (typeof rows)[number]) => {
    if (way === 'offloaded') return what === 'plain' || what === 'tls'
    const domain = way === 'wildcard' || systemvmtype === 'consoleproxy' ? names.consoles : names.storage
    return certificate !== undefined && covers(certificate.names, nameFor(domain, publicip ?? ''))
  }
  const waiting = rows.filter((row) => row.what !== 'off' && !fits(row))
  const vms = fleet.filter(({ id, state }) => state === 'Running' && waiting.some((row) => row.id === id))
  const reboot = systemVmActions.find(({ id }) => id === 'reboot')
  const restart = (some: readonly SystemVmLike[]) =>
    reboot && ask({ action: reboot, rows: some, siblings: systemVmActions, choices: { forced: true } })
  return (
    <Step
      done={way === 'offloaded' || rows.length === 0 ? undefined : waiting.length === 0}
      title="Start the system VMs anew"
    >
      <p>
        The port and the use of TLS are in what a system VM is told when it is started: a reboot is not enough, they
        have to be stopped and started, or destroyed so that CloudStack makes new ones.
      </p>
      {waiting.length > 0 && (
        <p>
          Not yet as it should be: <Worded>{waiting.map(({ name }) => name).join(', ')}</Worded>.
        </p>
      )}
      <div className={classes.buttons}>
        <Button disabled={vms.length === 0} onClick={() => restart(vms)}>
          Stop and start {vms.length === 1 ? vms[0]?.name : `these ${vms.length}`}…
        </Button>
        <Button variant="subtle" loading={served.isFetching} onClick={() => void served.refetch()}>
          Look again
        </Button>
      </div>
    </Step>
  )
}
