import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { SignedIn } from '../session.ts'
import { lastDomain, rememberDomain } from './last-domain.ts'
import classes from './sign-in.module.css'
import { useSignIn } from './use-sign-in.ts'
import type { SignIn } from './use-sign-in.ts'

/** The form is why the page or the prompt is there: the keyboard goes to its first empty field. */
const focus = (field: HTMLInputElement | null) => field?.focus()

interface Props {
  /** The name to sign in with again; it cannot be changed then. */
  username?: string
  onDone(session: SignedIn): void
}

/** Name and password, then a code when CloudStack wants one. Used by the login page and by the prompt over a page. */
export function SignInForm({ username, onDone }: Props) {
  const [name, setName] = useState(username ?? '')
  const [password, setPassword] = useState('')
  const [domain, setDomain] = useState(lastDomain)
  const form = useSignIn((session) => {
    rememberDomain(domain)
    onDone(session)
  })
  if (form.step.at === 'code') return <CodeStep form={form} twofactor={form.step.twofactor} />

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void form.password({ username: name, password, ...(domain.trim() === '' ? {} : { domain: domain.trim() }) })
  }
  return (
    <form onSubmit={submit} aria-label="Sign in">
      <Stack gap="sm">
        <TextInput
          label="Username"
          name="username"
          autoComplete="username"
          ref={username === undefined ? focus : undefined}
          readOnly={username !== undefined}
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          data-autofocus={username !== undefined || undefined}
          ref={username !== undefined ? focus : undefined}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <DomainField value={domain} onChange={setDomain} />
        <Refusal form={form} />
        <Button type="submit" variant="filled" fullWidth loading={form.busy}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}

/** Most people live in ROOT: the field is one click away and stays open for those who needed it last time. */
function DomainField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const [open, setOpen] = useState(value !== '')
  if (!open) {
    return (
      <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setOpen(true)}>
        Use a domain other than ROOT
      </Anchor>
    )
  }
  return (
    <TextInput
      label="Domain"
      name="domain"
      placeholder="/sales"
      description="Its path; empty means ROOT"
      autoComplete="organization"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function CodeStep({ form, twofactor }: { form: SignIn; twofactor: { provider?: string; issuer?: string } }) {
  const [code, setCode] = useState('')
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('code')
    void form.code(code.trim()).then(() => {
      setCode('')
      if (field instanceof HTMLInputElement) field.focus()
    })
  }
  const pin = twofactor.provider === 'staticpin'
  return (
    <form onSubmit={submit} aria-label="Second factor">
      <Stack gap="sm">
        <TextInput
          label={pin ? 'PIN' : 'Code from your authenticator'}
          description={twofactor.issuer === undefined ? undefined : `For ${twofactor.issuer}`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          ref={focus}
          required
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Refusal form={form} />
        <Button type="submit" variant="filled" fullWidth loading={form.busy}>
          Verify
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={form.back}>
          Use another name or password
        </Anchor>
      </Stack>
    </form>
  )
}

function Refusal({ form: { error } }: { form: SignIn }) {
  if (error === undefined) return null
  return (
    <p className={classes.refusal} role="alert">
      <IconAlertCircle size={16} aria-hidden />
      <span>{error.message}</span>
    </p>
  )
}
