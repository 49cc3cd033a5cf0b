import { Button, CloseButton, PasswordInput } from '@mantine/core'
import { VerdictGlyph } from '@stratoview/ui'
import { IconCertificate, IconKey, IconLock } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import classes from './certificates.module.css'
import { dateWords } from './ExpiryPanel.tsx'
import type { Check } from './pem/checks.ts'
import type { Certificate, Locked } from './pem/material.ts'
import type { MaterialState } from './use-material.ts'

const keyWords = ({ kind, bits }: Certificate['key']) => (bits === undefined ? kind : `${kind} ${bits}`)

/** What each of the dropped things is. */
export function MaterialList({ state, checks }: { state: MaterialState; checks: readonly Check[] }) {
  const { arranged, material } = state
  const { server, rivals, key, keys, intermediates, root, spare } = arranged
  const bad = checks.find(({ id, level }) => id === 'key' && level === 'fail')
  const certificate = (role: string, one: Certificate, more = '') => (
    <Row
      key={one.id}
      part={role}
      icon={<IconCertificate size={16} stroke={1.5} aria-hidden />}
      title={`${one.name}, valid to ${dateWords(one.to)}`}
      source={one.source}
      about={`${keyWords(one.key)}, issued by ${one.selfIssued ? 'itself' : one.issuerName}${more}`}
      onRemove={() => state.takeOut(one.id)}
    />
  )
  return (
    <ul className={classes.material} aria-label="What was read">
      {server !== undefined && certificate('Server', server)}
      {rivals.map((one) => certificate('Server', one, '. Another one: take one of them out'))}
      {key !== undefined && (
        <Row
          part="Private key"
          icon={<IconKey size={16} stroke={1.5} aria-hidden />}
          title={bad === undefined ? 'Belongs to the certificate' : keyTrouble(key.kind, server !== undefined)}
          failing={bad !== undefined && server !== undefined}
          source={key.source}
          about={`${keyWords(key)}, ${key.form}, stays in this page until you send it`}
          onRemove={() => state.takeOut(key.source)}
        />
      )}
      {intermediates.map((one) => certificate('Intermediate', one))}
      {root !== undefined && certificate('Root', root)}
      {spare.map((one) => certificate('Not sent', one))}
      {keys.map((one) => (
        <Row
          key={one.source}
          part="Not sent"
          icon={<IconKey size={16} stroke={1.5} aria-hidden />}
          title="Another private key"
          source={one.source}
          about={keyWords(one)}
          onRemove={() => state.takeOut(one.source)}
        />
      ))}
      {material.locked.map((one) => (
        <LockedRow key={one.source} locked={one} state={state} />
      ))}
      {material.junk.map(({ source, why }) => (
        <Row
          key={`${source} ${why}`}
          part="Unreadable"
          icon={<VerdictGlyph kind="failing" label="" />}
          title={`This ${why}`}
          failing
          source={source}
          about=""
          onRemove={() => state.takeFileOut(source)}
        />
      ))}
    </ul>
  )
}

function keyTrouble(kind: string, hasServer: boolean): string {
  if (kind !== 'RSA') return 'Not an RSA key'
  return hasServer ? 'Belongs to another certificate' : 'Its certificate is not here yet'
}

interface RowProps {
  part: string
  icon: ReactNode
  title: string
  source: string
  about: string
  failing?: boolean
  children?: ReactNode
  onRemove(): void
}

function Row({ part, icon, title, source, about, failing = false, children, onRemove }: RowProps) {
  return (
    <li className={classes.item} data-failing={failing || undefined}>
      <span className={classes.itemIcon}>{icon}</span>
      <span className={classes.itemRole}>{part}</span>
      <div className={classes.itemText}>
        <div data-loud={failing || undefined}>
          <bdi>{title}</bdi>
        </div>
        <div className={classes.itemAbout}>
          <bdi className="sv-mono">{source}</bdi>
          {about !== '' && `, ${about}`}
        </div>
        {children}
      </div>
      {failing && <VerdictGlyph kind="failing" />}
      <CloseButton size="sm" aria-label={`Take out ${part.toLowerCase()}: ${source}`} onClick={onRemove} />
    </li>
  )
}

function LockedRow({ locked, state }: { locked: Locked; state: MaterialState }) {
  const { source, file, what, wrong } = locked
  const [password, setPassword] = useState('')
  return (
    <Row
      part={what === 'a private key' ? 'Private key' : 'PKCS#12'}
      icon={<IconLock size={16} stroke={1.5} aria-hidden />}
      title={`Protected by a password`}
      source={source}
      about="opened in this page; the password goes nowhere"
      onRemove={() => state.takeFileOut(source)}
    >
      <form
        className={classes.unlock}
        onSubmit={(event) => {
          event.preventDefault()
          state.unlock(file, password)
          setPassword('')
        }}
      >
        <PasswordInput
          aria-label={`Password of ${source}`}
          placeholder="Password"
          autoComplete="off"
          value={password}
          error={wrong ? 'This password does not open it' : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit">Open</Button>
      </form>
    </Row>
  )
}
