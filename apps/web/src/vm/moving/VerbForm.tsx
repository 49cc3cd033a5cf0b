import { Button } from '@mantine/core'
import { CloudStackError } from '@stratoview/api-client/error'
import { CopyText, Dialog } from '@stratoview/ui'
import { type ReactNode, useState } from 'react'
import { answered } from '../ask.ts'
import classes from './moving.module.css'

interface Props {
  title: ReactNode
  width?: number
  /** The same from the command line. */
  command?: string
  verb: string
  /** Why it cannot be sent yet. */
  blocked?: string
  /** Closes the dialog when it is done, unless it answers `stay`. */
  onConfirm(): Promise<'stay' | void>
  children: ReactNode
}

/** The frame of a verb's own dialog: it waits for the verb and shows CloudStack's words when it is refused. */
export function VerbForm({ title, width = 760, command, verb, blocked, onConfirm, children }: Props) {
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<string>()
  const confirm = async () => {
    setRunning(true)
    setError(undefined)
    try {
      if ((await onConfirm()) !== 'stay') answered()
    } catch (failure) {
      if (!(failure instanceof CloudStackError)) throw failure
      setError(failure.message)
    } finally {
      setRunning(false)
    }
  }
  const buttons = (
    <>
      <Button onClick={answered} data-autofocus>
        Keep it
      </Button>
      <Button variant="filled" loading={running} disabled={blocked !== undefined} onClick={() => void confirm()}>
        {verb}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={answered} title={title} width={width} note={blocked} buttons={buttons} error={error}>
      {children}
      {command !== undefined && command !== '' && (
        <div>
          <div className={classes.label}>The same from the command line</div>
          <CopyText block text={command} label="the command" />
        </div>
      )}
    </Dialog>
  )
}
