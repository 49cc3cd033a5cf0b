import { Panel, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import classes from './certificates.module.css'
import type { Sending, Step } from './sending.ts'

const kinds: Record<Step['state'], VerdictKind> = {
  waiting: 'never-ran',
  sending: 'running',
  running: 'running',
  done: 'passing',
  failed: 'failing',
  unsent: 'never-ran',
}
const words: Record<Step['state'], string> = {
  waiting: 'waits its turn',
  sending: 'being sent',
  running: 'CloudStack works on it',
  done: 'taken',
  failed: 'not taken',
  unsent: 'not sent',
}

/** One line an upload; where it stopped, what has been done and how to go on. */
export function SendingPanel({ sending }: { sending: Sending }) {
  const { steps, state, domain } = sending
  const done = steps.filter((step) => step.state === 'done')
  return (
    <Panel
      title={`Sending ${steps.length} certificates for ${domain}`}
      aside={<span role="status">{`${done.length} of ${steps.length} taken`}</span>}
    >
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.role}>
            <VerdictGlyph kind={kinds[step.state]} label={words[step.state]} />
            <b>{step.role}</b>
            <span>
              <bdi>{step.name}</bdi>, {words[step.state]}
              {step.state === 'failed' && step.words !== undefined && <code>{step.words}</code>}
            </span>
          </li>
        ))}
      </ol>
      {state === 'running' && (
        <p className={classes.quiet}>
          Other pages may be opened meanwhile. Do not close or reload this one: what is not sent yet is held in its
          memory alone.
        </p>
      )}
      {state === 'failed' && <Stopped steps={steps} />}
    </Panel>
  )
}

function Stopped({ steps }: { steps: readonly Step[] }) {
  const taken = steps.filter(({ state }) => state === 'done').map(({ role }) => role.toLowerCase())
  const server = steps.at(-1)?.state === 'done'
  return (
    <p role="alert" className={classes.stopped}>
      <b>Stopped at the first that was not taken.</b>{' '}
      {taken.length === 0
        ? 'Nothing has been changed.'
        : `CloudStack has the ${taken.join(' and the ')}; they are used with the next server certificate.`}{' '}
      {!server && 'The system VMs go on with the certificate they had. '}
      Put right what is said above and send all of it again: what is there already is replaced under the same name.
    </p>
  )
}
