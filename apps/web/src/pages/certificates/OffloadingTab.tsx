import { Radio, TextInput } from '@mantine/core'
import { Panel } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { servedQuery } from '../../vm/served.ts'
import { AgreeSteps } from './AgreeSteps.tsx'
import classes from './certificates.module.css'
import { domainTrouble, nameFor, namingOf } from './pem/names.ts'
import { useTlsSettings } from './use-tls-settings.ts'
import { portsOf, ways, type Names, type Way } from './ways.ts'

const isWay = (text: string | null): text is Way => text !== null && Object.hasOwn(ways, text)

/** Encryption and load balancing as the guide describes them: which way, what must agree, and step by step to a console. */
export default function OffloadingTab() {
  const settings = useTlsSettings()
  const [search, setSearch] = useSearchParams()
  const domain = settings?.['consoleproxy.url.domain']?.value ?? ''
  const asked = search.get('way')
  const way = isWay(asked) ? asked : namingOf(domain) === 'fixed' ? 'balanced' : 'wildcard'
  // What is set already is a beginning, where it is of the form that this way needs.
  const fitting = (value = '') => ((namingOf(value) === 'wildcard') === (way === 'wildcard') ? value : '')
  const names: Names = {
    consoles: search.get('consoles') ?? fitting(domain),
    storage: search.get('storage') ?? fitting(settings?.['secstorage.ssl.cert.domain']?.value),
  }
  const put = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        next.set(name, value)
        return next
      },
      { replace: true },
    )
  return (
    <div className={classes.columns}>
      <div className={classes.left}>
        <Panel title="Which way">
          <Radio.Group aria-label="Which way" value={way} onChange={(value) => put('way', value)}>
            <div className={classes.ways}>
              {(Object.keys(ways) as Way[]).map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={ways[one].label}
                  description={ways[one].text}
                  classNames={{ description: classes.wayText }}
                />
              ))}
            </div>
          </Radio.Group>
          <div className={classes.names}>
            <NameField
              label={way === 'wildcard' ? 'Domain of all system VMs' : 'Name of the console proxies'}
              example={way === 'wildcard' ? '*.console.example.org' : 'cpvm.example.org'}
              value={names.consoles}
              wild={way === 'wildcard'}
              onChange={(value) => put('consoles', value)}
            />
            {way !== 'wildcard' && (
              <NameField
                label="Name of secondary storage"
                example="ssvm.example.org"
                value={names.storage}
                wild={false}
                onChange={(value) => put('storage', value)}
              />
            )}
          </div>
        </Panel>
        <AgreeSteps way={way} names={names} settings={settings} />
      </div>
      <div className={classes.right}>
        <Urls way={way} names={names} />
        <Ports way={way} />
      </div>
    </div>
  )
}

interface FieldProps {
  label: string
  example: string
  value: string
  wild: boolean
  onChange(value: string): void
}

function NameField({ label, example, value, wild, onChange }: FieldProps) {
  const trouble = value === '' ? undefined : (domainTrouble(value) ?? fit(value, wild))
  return (
    <TextInput
      label={label}
      placeholder={example}
      value={value}
      spellCheck={false}
      classNames={{ input: classes.mono }}
      error={trouble && `This ${trouble}`}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  )
}

function fit(value: string, wild: boolean): string | undefined {
  if ((namingOf(value) === 'wildcard') === wild) return undefined
  return wild ? 'must begin with “*.” for names made of addresses' : 'must be one name, without “*.”'
}

/** What CloudStack makes of it, for an address of each kind. */
function Urls({ way, names }: { way: Way; names: Names }) {
  const rows = useQuery(servedQuery).data
  const addressOf = (proxy: boolean) =>
    rows?.find((row) => (row.systemvmtype === 'consoleproxy') === proxy && row.publicip)?.publicip ?? '203.0.113.5'
  const consoles = names.consoles === '' ? addressOf(true) : nameFor(names.consoles, addressOf(true))
  const domain = way === 'wildcard' ? names.consoles : names.storage
  const storage = domain === '' ? addressOf(false) : nameFor(domain, addressOf(false))
  const port = way === 'offloaded' ? 8080 : 8443
  return (
    <Panel title="What the URLs become">
      <dl className={classes.urls}>
        <dt>Console</dt>
        <dd className="sv-mono">{`wss://${consoles}:${port}/websockify`}</dd>
        <dt>CloudStack’s own console page</dt>
        <dd className="sv-mono">{`https://${consoles}/resource/noVNC/vnc.html?port=${port}…`}</dd>
        <dt>Upload, download</dt>
        <dd className="sv-mono">{`https://${storage}/userdata/…`}</dd>
      </dl>
    </Panel>
  )
}

/** Which port goes where, and the rule behind 8080 and 8443. */
function Ports({ way }: { way: Way }) {
  const port = way === 'offloaded' ? 8080 : 8443
  const rules = portsOf(way, port)
  return (
    <Panel title={way === 'wildcard' ? 'Ports' : 'What the load balancer sends where'} flush>
      {rules.length > 0 && (
        <table className={classes.served}>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">For</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ from, to, what }) => (
              <tr key={from}>
                <td className={classes.port}>{from}</td>
                <td className={classes.port}>{to}</td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.rule}>
        <p>
          <b>8443 or 8080?</b> A console proxy is started with 8443 when all three hold, else with 8080:{' '}
          <code>consoleproxy.sslEnabled</code> is true, <code>consoleproxy.url.domain</code> is not empty, and a server
          certificate has been uploaded (<code>CPVMCertificate</code> in CloudStack’s key store).
        </p>
        {way === 'offloaded' && (
          <p>
            So where a certificate was uploaded once, it is 8443 here too, and what the proxy speaks there is TLS:
            CloudStack has no command to take a certificate back.
          </p>
        )}
        {way !== 'wildcard' && (
          <p>
            All console proxies share one name, and a session is known to one of them alone: with more than one proxy in
            a zone the balancer cannot tell which. Its zone setting gives each zone a name of its own.
          </p>
        )}
      </div>
    </Panel>
  )
}
