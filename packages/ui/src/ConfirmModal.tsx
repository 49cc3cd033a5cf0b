import { Button } from '@mantine/core'
import { useId, useState, type FormEvent } from 'react'
import { CopyText } from './CopyText.tsx'
import { Dialog } from './Dialog.tsx'
import classes from './dialog.module.css'
import type { ConfirmModalProps } from './props.ts'

function Safer({ safer }: { safer: NonNullable<ConfirmModalProps['safer']> }) {
  return (
    <div className={classes.safer}>
      <div>
        <b>{safer.title}</b>
        {safer.text}
      </div>
      <Button variant="filled" onClick={safer.onSelect}>
        {safer.button}
      </Button>
    </div>
  )
}

function Effects({ effects = [], effectsTitle }: Pick<ConfirmModalProps, 'effects' | 'effectsTitle'>) {
  return (
    <table className={classes.effects}>
      <caption>{effectsTitle ?? 'What stops, and what comes back'}</caption>
      <tbody>
        {effects.map(({ what, becomes }, index) => (
          <tr key={index}>
            <th scope="row">{what}</th>
            <td>{becomes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** What is typed, running and refused; all of it forgotten when the question is asked again. */
function useAnswer(opened: boolean) {
  const [typed, setTyped] = useState('')
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<string>()
  const [was, setWas] = useState(opened)
  if (opened !== was) {
    setWas(opened)
    if (opened) {
      setTyped('')
      setError(undefined)
    }
  }
  return { typed, setTyped, running, setRunning, error, setError }
}

/** Asks before a verb runs. It waits for the verb, shows the server's words when it fails, and closes when it is done. */
export function ConfirmModal(props: ConfirmModalProps) {
  const { typeName, blocked, danger = false, keep = 'Keep it', onConfirm, onClose } = props
  const form = useId()
  const { typed, setTyped, running, setRunning, error, setError } = useAnswer(props.opened)
  const untyped = typeName !== undefined && typed.trim() !== typeName
  const reason = untyped ? 'Type the whole name to go on' : blocked || undefined

  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    if (reason || running) return
    setRunning(true)
    setError(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (failure) {
      setError(wordsOf(failure))
    } finally {
      setRunning(false)
    }
  }

  const buttons = (
    <>
      <Button onClick={onClose} data-autofocus={typeName === undefined || undefined}>
        {keep}
      </Button>
      <Button
        type="submit"
        form={form}
        loading={running}
        disabled={reason !== undefined}
        variant={props.safer ? 'outline' : 'filled'}
        color={danger ? 'red' : undefined}
      >
        {props.verb}
      </Button>
    </>
  )
  return (
    <Dialog opened={props.opened} onClose={onClose} title={props.title} note={reason} buttons={buttons} error={error}>
      <p>
        <b>{props.lead}</b> {props.consequence}
      </p>
      {props.safer && <Safer safer={props.safer} />}
      {props.effects && props.effects.length > 0 && <Effects {...props} />}
      <form id={form} onSubmit={(event) => void confirm(event)}>
        {props.children}
        {typeName !== undefined && (
          <label className={classes.type}>
            Type <b className="sv-mono">{typeName}</b> to {props.verb.split(' ', 1)[0]?.toLowerCase()} it
            <input
              data-autofocus
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          </label>
        )}
      </form>
      {props.command && (
        <div>
          <div className={classes.label}>The same from the command line</div>
          <CopyText block text={props.command} label="the command" />
        </div>
      )}
    </Dialog>
  )
}
