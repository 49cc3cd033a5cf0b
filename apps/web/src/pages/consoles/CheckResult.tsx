import type { ConsoleCheck, ProxyCertificate } from '@stratoview/bff/app'
import { Panel, PropertyList, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { fleetSystemVms } from '../../fleet.ts'
import { useServerNow } from '../../clock.ts'
import { momentText } from '../../vm/cells/age.ts'
import { adviceFor, disagreement, flawsOf, namings } from '../../vm/console/check.ts'
import { useNaming } from '../../vm/console/settings.ts'
import classes from './consoles.module.css'

function Step({ kind, title, children }: { kind: VerdictKind; title: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <VerdictGlyph kind={kind} size={16} />
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  )
}

/** What was found on the way, in the order it is gone. */
export function CheckResult({ check }: { check: ConsoleCheck }) {
  const { vm, naming, url, secure, reach } = check
  const settings = useNaming(vm.zoneid)
  const odds = settings && disagreement(check, settings)
  const { host, port } = new URL(url.replace(/^ws/, 'http'))
  const { label, text } = namings[naming]
  const { certificate } = reach
  const { data } = useQuery(fleetSystemVms())
  const proxy = data?.rows.find(({ publicip }) => publicip !== undefined && publicip === (reach.address ?? host))
  return (
    <Panel title={`The way to ${vm.name ?? vm.id}`} aside={vm.zonename}>
      <ol className={classes.steps}>
        <Step kind={odds === undefined ? 'passing' : 'warning'} title={`Naming: ${label}`}>
          <p>{text}</p>
          {odds && <p>{odds}</p>}
          {settings && (
            <PropertyList
              layout="columns"
              label="Settings"
              items={['consoleproxy.url.domain', 'consoleproxy.sslEnabled'].map((name) => ({
                label: name,
                value: settings.get(name) || '(empty)',
                mono: true,
              }))}
            />
          )}
        </Step>
        <Step kind={secure ? 'passing' : 'warning'} title={secure ? 'Address, with TLS' : 'Address, without TLS'}>
          <p>
            <code>{url}</code>
            {proxy && proxy.id !== vm.id && (
              <>
                {' '}
                That is <b className="sv-mono">{proxy.name}</b>: CloudStack chooses which proxy serves a VM.
              </>
            )}
          </p>
          {!secure && (
            <p>
              Keys and pictures between Stratoview’s server and the proxy are not encrypted. Between the browser and
              Stratoview they are, where Stratoview is served over https.
            </p>
          )}
        </Step>
        {reach.ok ? (
          <Step kind="passing" title="Stratoview’s server reaches it">
            <p>
              <code>{reach.address}</code> answered on port {port}
              {reach.ms > 0 && ` in ${reach.ms} ms`}.
            </p>
          </Step>
        ) : (
          <Step kind="failing" title="Stratoview’s server does not get there">
            <p>
              {host}
              {reach.address !== undefined && reach.address !== host && <> is {reach.address}</>}.{' '}
              {reach.detail && <code>{reach.detail}</code>}
            </p>
            <p>{adviceFor(reach.why)}</p>
          </Step>
        )}
        {secure && certificate && (
          <Certificate certificate={certificate} host={new URL(url.replace(/^ws/, 'http')).hostname} />
        )}
      </ol>
    </Panel>
  )
}

function Certificate({ certificate, host }: { certificate: ProxyCertificate; host: string }) {
  const flaws = flawsOf(certificate, host, useServerNow(60))
  const { trusted, subject, issuer, names, from, to, pin } = certificate
  const good = trusted && flaws.length === 0
  return (
    <Step
      kind={trusted ? (good ? 'passing' : 'warning') : 'failing'}
      title={trusted ? 'Its certificate is trusted' : 'Its certificate is not trusted'}
    >
      {flaws.map((flaw) => (
        <p key={flaw}>{flaw}</p>
      ))}
      <PropertyList
        layout="columns"
        label="Certificate"
        items={[
          { label: 'For', value: names.join(', '), mono: true },
          { label: 'Subject', value: subject, mono: true },
          { label: 'Issued by', value: issuer, mono: true },
          { label: 'From', value: momentText(from) },
          { label: 'Until', value: momentText(to) },
          { label: 'Pin', value: pin, mono: true, copy: pin },
        ]}
      />
    </Step>
  )
}
