import { useMemo, useState } from 'react'
import { layoutNamed, type LayoutName } from './layouts.ts'
import { refusal, summary } from './panel-words.ts'
import { planStrokes, prepare, type Plan, type Typable } from './strokes.ts'
import { normalPace, type TypeOptions } from './TypeFields.tsx'
import { useLayout } from './use-layout.ts'

/** The plan for a text with its last Enter, or what stands in the way of the text. */
function planOf(text: string, typed: Typable, enterAfter: boolean): Plan {
  const plan = planStrokes(text, typed)
  const enter = typed.get('\n')
  return plan.possible && enterAfter && enter ? { ...plan, strokes: [...plan.strokes, enter] } : plan
}

/** What the panel's fields hold and what it comes to. `detail` chooses the layout until the user does. */
export function useTypeForm(detail: string | undefined, usOnly: boolean) {
  const [picked, setPicked] = useState<LayoutName>()
  const [pace, setPace] = useState(normalPace)
  const [hidden, setHidden] = useState(false)
  const [enterAfter, setEnterAfter] = useState(false)
  const [text, setText] = useState('')
  const layout = usOnly ? 'us' : (picked ?? layoutNamed(detail))
  const { typed, failed, retry } = useLayout(layout)
  const characters = useMemo(() => prepare(text), [text])
  const plan = useMemo(
    () => (text !== '' && typed ? planOf(text, typed, enterAfter) : undefined),
    [text, typed, enterAfter],
  )
  const options: TypeOptions = { layout, pace, hidden, enterAfter }
  const change = (next: Partial<TypeOptions>) => {
    if (next.layout) setPicked(next.layout)
    if (next.pace !== undefined) setPace(next.pace)
    if (next.enterAfter !== undefined) setEnterAfter(next.enterAfter)
    if (next.hidden === undefined) return
    setHidden(next.hidden)
    // A click never brings a secret to light; and the hidden field is one line, so it cannot take over several.
    if (!next.hidden || characters.includes('\n')) setText('')
  }
  return {
    options,
    change,
    text,
    setText,
    characters,
    plan,
    failed,
    retry,
    /** a sentence about the plan, and whether it is a refusal */
    words: !plan ? '' : plan.possible ? summary(plan.strokes, pace) : refusal(plan, characters, hidden),
    refused: plan !== undefined && !plan.possible,
  }
}
