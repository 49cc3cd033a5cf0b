import { Button, TextInput } from '@mantine/core'
import { ConfirmModal, CopyButton } from '@stratoview/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useServerNow } from '../../clock.ts'
import { servedQuery } from '../../vm/served.ts'
import { useSession } from '../../session.ts'
import { AfterPanel } from './AfterPanel.tsx'
import classes from './certificates.module.css'
import { CheckList } from './CheckList.tsx'
import { DropZone } from './DropZone.tsx'
import { EffectsPanel, useEffects } from './EffectsPanel.tsx'
import { ExpiryPanel } from './ExpiryPanel.tsx'
import { MaterialList } from './MaterialList.tsx'
import { NeededPanel } from './NeededPanel.tsx'
import { checksOf, type Check } from './pem/checks.ts'
import { domainOf, domainTrouble, nameFor } from './pem/names.ts'
import { cmkOf, planOf } from './plan.ts'
import { forgetSending, sendAll, useSending } from './sending.ts'
import { SendingPanel } from './SendingPanel.tsx'
import { ServedPanel } from './ServedPanel.tsx'
import { SettingsPanel } from './SettingsPanel.tsx'
import { surroundings } from './surroundings.ts'
import { useMaterial } from './use-material.ts'
import { useTlsSettings, useZoneDomains, type TlsSettings } from './use-tls-settings.ts'

/** Bring a certificate in: one place for all files, every check a sentence, what the world sees now beside it. */
export function UpdateTab() {
  const material = useMaterial()
  const sending = useSending()
  const settings = useTlsSettings()
  const [typed, setTyped] = useState<string>()
  const { server } = material.arranged
  const domain = (typed ?? (server && domainOf(server.names)) ?? '').trim()
  const checks = useChecks(material, domain, settings)
  const running = sending?.state === 'running'
  const clear = () => {
    material.clear()
    setTyped(undefined)
  }
  return (
    <>
      <div className={classes.columns}>
        <div className={classes.left}>
          {sending !== undefined && <SendingPanel sending={sending} />}
          {sending?.state === 'done' && <AfterPanel sending={sending} />}
          {!running && (
            <section className={classes.card} aria-label="Files">
              <DropZone onFiles={material.add} />
              {!material.empty && <MaterialList state={material} checks={checks} />}
              {server !== undefined && <Domain value={typed ?? domain} onChange={setTyped} />}
            </section>
          )}
          {!running && !material.empty && !material.reading && <CheckList checks={checks} />}
          {material.empty && sending === undefined && (
            <NeededPanel domain={settings?.['consoleproxy.url.domain']?.value ?? ''} />
          )}
        </div>
        <div className={classes.right}>
          <ServedPanel />
          <ExpiryPanel server={server} />
          <SettingsPanel settings={settings} domain={domain} />
          <EffectsPanel />
        </div>
      </div>
      {!material.empty && !running && <Footer material={material} checks={checks} domain={domain} onClear={clear} />}
    </>
  )
}

function useChecks(
  { material, arranged, empty }: ReturnType<typeof useMaterial>,
  domain: string,
  settings: TlsSettings | undefined,
): Check[] {
  const served = useQuery(servedQuery).data
  const zones = useZoneDomains()
  // By the minute: that is as exact as a certificate's end has to be.
  const now = useServerNow(60)
  if (empty) return []
  const around = surroundings({ arranged, domain, settings, served, zones, secure: window.isSecureContext })
  return [...checksOf({ ...material, arranged, domain, proxies: served, now }), ...around].toSorted(byLevel)
}

const order = { fail: 0, warn: 1, pass: 2 }
const byLevel = (a: Check, b: Check) => order[a.level] - order[b.level]

function Domain({ value, onChange }: { value: string; onChange(value: string): void }) {
  const good = domainTrouble(value.trim()) === undefined
  return (
    <div className={classes.domain}>
      <label htmlFor="domain-suffix">Domain</label>
      <TextInput
        id="domain-suffix"
        value={value}
        spellCheck={false}
        classNames={{ input: classes.mono }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {good && (
        <span className={classes.quiet}>
          gives <bdi className="sv-mono">{nameFor(value.trim(), '203.0.113.5')}</bdi>
        </span>
      )}
    </div>
  )
}

interface FooterProps {
  material: ReturnType<typeof useMaterial>
  checks: readonly Check[]
  domain: string
  onClear(): void
}

/** Sending is impossible while one check fails, and the footer says so. */
function Footer({ material, checks, domain, onClear }: FooterProps) {
  const client = useQueryClient()
  const { apis } = useSession()
  const effects = useEffects()
  const [asked, setAsked] = useState(false)
  const { arranged, reading } = material
  const parts = planOf(arranged, domain)
  const [fails = 0, warns = 0] = (['fail', 'warn'] as const).map(
    (which) => checks.filter(({ level }) => level === which).length,
  )
  const no = reasonNot(reading, fails, apis.has('uploadCustomCertificate'))
  const many = parts.length === 1 ? '1 certificate' : `${parts.length} certificates`
  const command = cmkOf(parts)
  const send = () => {
    const { server } = arranged
    if (server === undefined) return
    forgetSending()
    void sendAll(client, parts, { domain, id: server.id, name: server.name }).then((taken) => {
      if (taken) onClear()
    })
  }
  return (
    <footer className={classes.footer}>
      <p role="status">{no ?? `${passedWords(warns)} Nothing has been sent yet.`}</p>
      <Button variant="subtle" color="gray" onClick={onClear}>
        Cancel
      </Button>
      <span className={classes.copy}>
        <CopyButton text={command} label="the cmk commands" /> cmk commands
      </span>
      <Button variant="filled" disabled={no !== undefined} onClick={() => setAsked(true)}>
        Send {many}…
      </Button>
      <ConfirmModal
        opened={asked}
        title={<>Send {many} to CloudStack?</>}
        lead={effects.lead}
        consequence={effects.rest}
        effects={effects.effects}
        command={command}
        verb={`Send ${many}`}
        keep="Not now"
        onConfirm={send}
        onClose={() => setAsked(false)}
      >
        <p className={classes.intro}>One after another: {parts.map(({ name }) => name).join(', then ')}.</p>
      </ConfirmModal>
    </footer>
  )
}

const passedWords = (warns: number) =>
  warns === 0 ? 'Every check passed.' : `No check fails, ${warns === 1 ? 'one warns' : `${warns} warn`}.`

function reasonNot(reading: boolean, fails: number, may: boolean): string | undefined {
  if (!may) return 'Your role may not call uploadCustomCertificate: nothing can be sent.'
  if (reading) return 'Reading…'
  if (fails === 0) return undefined
  return `${fails === 1 ? 'One check fails' : `${fails} checks fail`}, so nothing can be sent yet.`
}
