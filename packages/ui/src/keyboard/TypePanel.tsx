import { Button } from '@mantine/core'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { ActionButton } from '../ActionButton.tsx'
import { hintStore } from '../hint-store.ts'
import { charactersOf, outcome } from './panel-words.ts'
import classes from './type-panel.module.css'
import { TextInput, TypeOptionFields } from './TypeFields.tsx'
import { TypePreview } from './TypePreview.tsx'
import { browserClock, type Clock, type Progress, type SendKey } from './typing.ts'
import { useTypeForm } from './use-type-form.ts'
import { useTyping } from './use-typing.ts'

export interface TypePanelProps {
  /** the VM's `keyboard` detail: the layout that is chosen until the user chooses; us when absent or unknown */
  layout?: string
  /** why only the US layout will do, where the server takes keysyms alone: a sentence, shown below the choice */
  usOnly?: string
  sendKey: SendKey
  /** why nothing can be typed now ("View only"); typing that is under way stops when it appears */
  blocked?: string
  clock?: Clock
  /** after the last key, a stop or a failure: the console may want the focus back */
  onEnd?(progress: Progress): void
}

interface RunningProps {
  progress: Progress
  stop(): void
}

function Running({ progress, stop }: RunningProps) {
  const { typed, total } = progress
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <div className={classes.running}>
      <progress className={classes.progress} aria-label="Characters typed" value={typed} max={total} />
      <span className={classes.note}>
        {typed.toLocaleString('en')} of {charactersOf(total)}
      </span>
      {/* The second click of a double click on the button that was here must not stop what the first began. */}
      <Button ref={button} data-mantine-stop-propagation onClick={(event) => event.detail < 2 && stop()}>
        Stop
      </Button>
    </div>
  )
}

/**
 * Types a text into a guest key by key, by the guest's layout. It shows what will be pressed, refuses what cannot be
 * typed before the first key, and forgets the text as soon as typing ends, however it ends.
 */
export function TypePanel({ layout, usOnly, sendKey, blocked, clock = browserClock, onEnd }: TypePanelProps) {
  const [title, about, status] = [useId(), useId(), useId()]
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const form = useTypeForm(layout, usOnly !== undefined)
  const { options, plan } = form
  const { progress, start, stop, forget } = useTyping({
    sendKey,
    clock,
    blocked: blocked !== undefined,
    onEnd(ended) {
      form.setText('')
      field.current?.focus()
      onEnd?.(ended)
    },
  })
  const busy = progress?.state === 'typing'
  const go = () => {
    if (!busy && !blocked && plan?.possible) start(plan.strokes, options.pace)
  }
  const edit = (text: string) => {
    form.setText(text)
    forget()
    // The button's reason may be on show under a resting pointer, and is no longer true.
    hintStore.hide()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !busy) return
    // Escape stops the typing, and not also the window or dialog the panel is in.
    event.stopPropagation()
    stop()
  }
  const why = form.text === '' ? 'There is nothing to type' : !plan ? 'The layout is not loaded' : form.words
  const disabled = blocked ?? (plan?.possible ? undefined : why)
  const label = plan?.possible ? `Type ${charactersOf(plan.strokes.length)}` : 'Type'
  return (
    <section aria-labelledby={title} className={classes.panel} onKeyDown={onKeyDown}>
      <header className={classes.head}>
        <h2 id={title}>Type text</h2>
        <span>as keystrokes</span>
      </header>
      <TextInput
        ref={field}
        value={form.text}
        hidden={options.hidden}
        busy={busy}
        describedBy={`${about} ${status}`}
        invalid={form.refused}
        onChange={edit}
        onSubmit={go}
      />
      {plan && !options.hidden && <TypePreview characters={form.characters} plan={plan} />}
      <div id={about} className={classes.about}>
        {!form.refused && form.words}
      </div>
      <div id={status} role="status" className={classes.about} data-refused={form.refused || undefined}>
        {form.refused ? form.words : progress && !busy && outcome(progress)}
      </div>
      {form.failed && (
        <div role="alert" className={classes.about} data-refused>
          This layout could not be loaded.
          <Button onClick={form.retry}>Try again</Button>
        </div>
      )}
      <TypeOptionFields options={options} usOnly={usOnly} busy={busy} onChange={form.change} />
      {busy ? <Running progress={progress} stop={stop} /> : <ActionButton action={{ label, disabled, onSelect: go }} />}
    </section>
  )
}
