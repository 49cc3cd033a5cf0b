import { Panel, VerdictGlyph } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import classes from './certificates.module.css'
import { tlsSettings, wantedFor, type TlsSettings } from './use-tls-settings.ts'

/** The settings beside the certificate, and whether they fit it. `domain`: of the certificate, when there is one. */
export function SettingsPanel({ settings, domain }: { settings: TlsSettings | undefined; domain: string }) {
  const wanted = wantedFor(domain)
  return (
    <Panel
      title="Settings that must agree"
      flush
      aside={<Link to={paths.certificates('offloading')}>Go through them</Link>}
    >
      {settings === undefined && (
        <p className={classes.inset}>Your role is not shown settings, or they have not come yet.</p>
      )}
      <ul className={classes.settings}>
        {settings !== undefined &&
          tlsSettings.map((name) => {
            const value = settings[name]?.value ?? ''
            const fits = domain === '' && name.includes('domain') ? value !== '' : value === wanted[name]
            return (
              <li key={name}>
                <VerdictGlyph kind={fits ? 'passing' : 'warning'} label={fits ? 'agrees' : 'does not agree'} />
                <span className="sv-mono">{name}</span>
                <bdi className="sv-mono" data-loud={!fits || undefined}>
                  {value === '' ? 'empty' : value}
                </bdi>
              </li>
            )
          })}
      </ul>
    </Panel>
  )
}
