import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { ChoiceMenu } from '@stratoview/ui'
import { isLive } from '@stratoview/ui/console/phase.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { layoutNamed, layoutNames, type LayoutName } from '@stratoview/ui/keyboard/layouts.ts'
import { visible, type Plan } from '@stratoview/ui/keyboard/strokes.ts'
import { typingTime, type Progress } from '@stratoview/ui/keyboard/typing.ts'
import { useEffect, useRef, useState } from 'react'
import { counted } from '../words.ts'
import classes from './console.module.css'
import type { ConsoleTarget } from './target.ts'
import { usePlan, useTyping } from './use-typing.ts'

const paces = [
  { value: '12', label: 'Fast' },
  { value: '25', label: 'Normal' },
  { value: '80', label: 'Slow' },
]

/** A text as keystrokes by the guest's keyboard, since there is no common clipboard. */
export function TypePanel({ session, view, vm }: { session: RemoteSession; view: SessionView; vm: ConsoleTarget }) {
  const [layout, setLayout] = useState<LayoutName>(layoutNamed(vm.keyboard))
  const [text, setText] = useState('')
  const [enter, setEnter] = useState(false)
  const [hidden, setHidden] = useState(false)
  const [pace, setPace] = useState('25')
  const { plan, failed } = usePlan(layout, enter && text !== '' ? `${text}\n` : text)
  const { progress, start, stop } = useTyping(session)
  const busy = progress?.state === 'typing'
  const usable = isLive(view.phase) && !view.watching
  // By keyboard one would come here only through the screen, which keeps the Tab key for the machine.
  const first = useRef<HTMLTextAreaElement>(null)
  useEffect(() => first.current?.focus(), [])
  const type = () => {
    if (plan?.possible !== true) return
    start(plan, Number(pace))
    // A secret stays no longer than it must.
    if (hidden) setText('')
  }
  const hide = (on: boolean) => {
    setHidden(on)
    // A click never brings a secret to light; and its field is one line, so it cannot take over several.
    if (!on || text.includes('\n')) setText('')
  }
  return (
    <aside className={classes.aside} aria-label="Type text">
      <h2>Type text</h2>
      {hidden ? (
        <PasswordInput label="Secret to type" value={text} onChange={({ target }) => setText(target.value)} />
      ) : (
        <label className={classes.text}>
          Text to type
          <textarea
            ref={first}
            value={text}
            rows={5}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
        </label>
      )}
      <ChoiceMenu
        label="Guest keyboard"
        options={layoutNames}
        value={layout}
        onChange={(value) => setLayout(layoutNamed(value))}
      />
      <ChoiceMenu label="Pace" options={paces} value={pace} onChange={setPace} />
      <Checkbox label="Press Enter after" checked={enter} onChange={({ target }) => setEnter(target.checked)} />
      <Checkbox label="Hide what I type here" checked={hidden} onChange={({ target }) => hide(target.checked)} />
      <p role="status">{(progress || text === '') && told(progress)}</p>
      {!busy && text !== '' && <p role="status">{failed ? notFetched : meant(plan, text, Number(pace), hidden)}</p>}
      {busy ? (
        <Button onClick={stop}>Stop</Button>
      ) : (
        <Button disabled={!usable || text === '' || plan?.possible !== true} onClick={type}>
          Type {counted([...text].length, 'character')}
        </Button>
      )}
    </aside>
  )
}

function told(progress: Progress | undefined): string {
  if (!progress) return 'It goes to the VM key by key, as if typed there.'
  const { state, typed, total } = progress
  if (state === 'done') return `All ${total} keys were typed.`
  const so = `${typed} of ${total} typed`
  if (state === 'typing') return `${so}…`
  return state === 'failed' ? `${so}, then the console was gone.` : `Stopped: ${so}.`
}

const notFetched = 'The layout could not be fetched: choose another, or reload the page.'

/** What would happen, before it does. */
function meant(plan: Plan | undefined, text: string, pace: number, hidden: boolean): string {
  if (!plan) return 'Fetching the layout…'
  if (plan.possible) {
    const lines = text.split('\n').length - 1
    const presses = lines > 0 ? ` It presses Enter ${lines === 1 ? 'once' : `${lines} times`} on the way.` : ''
    return `Takes about ${Math.max(1, Math.round(typingTime(plan.strokes, pace) / 1000))} s.${presses}`
  }
  if (plan.excess > 0) return `${plan.excess} characters too many.`
  const which = [...new Set(plan.untypable.map(({ character }) => character))]
  if (hidden) return `${counted(which.length, 'character')} of it cannot be typed with this keyboard. Nothing is typed.`
  return `This keyboard has no ${which.slice(0, 8).map(visible).join(' ')}. Nothing is typed.`
}
