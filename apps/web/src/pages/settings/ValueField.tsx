import { useId } from 'react'
import type { Curated } from './curated/curated.ts'
import { overtaken, shownIn } from './drafts.ts'
import type { Editor } from './editor.ts'
import { backIn, EVERYWHERE, type Known, plain, sameValue, valueIn } from './known.ts'
import { PickField } from './PickField.tsx'
import { valueProblem } from './rules.ts'
import classes from './settings.module.css'
import { ValueInput } from './ValueInput.tsx'

interface Props {
  editor: Editor
  known: Known
  curated: Curated | undefined
  where: string
  /** "Everywhere", "fra-1". */
  place: string
}

/** One value of a setting: everybody's, or a zone's. Below it what it was, and the ways back. */
export function ValueField({ editor, known, curated, where, place }: Props) {
  const id = useId()
  const { setting } = known
  const draft = editor.draftOf(setting.name, where)
  const value = plain(setting, shownIn(known, where, draft))
  const problem = draft?.value === undefined ? undefined : valueProblem(setting, curated, draft.value)
  const trouble = problem ?? draft?.refused
  const input = {
    id,
    value,
    invalid: trouble !== undefined,
    described: `${id}-more`,
    disabled: editor.readonly.update !== undefined,
    name: `${setting.name}, ${where === EVERYWHERE ? 'everywhere' : `in ${place}`}`,
    onChange: (next: string) => editor.edit(known, where, next),
  }
  return (
    <div className={classes.field} data-changed={draft !== undefined || undefined}>
      <label htmlFor={id} className={classes.place}>
        <span className="sv-hidden">{setting.name}: </span>
        <bdi>{place}</bdi>
      </label>
      {curated?.picks === undefined ? (
        <ValueInput setting={setting} unit={curated?.unit} {...input} />
      ) : (
        <PickField kind={curated.picks} {...input} />
      )}
      <div className={classes.under} id={`${id}-more`}>
        {trouble !== undefined && <p className={classes.trouble}>{trouble}</p>}
        {draft !== undefined && overtaken(draft, known) && (
          <p className={classes.overtaken}>
            Changed meanwhile to <code>{valueIn(known, where) || 'nothing'}</code>
          </p>
        )}
        <Ways editor={editor} known={known} where={where} place={place} />
      </div>
    </div>
  )
}

/** Undo while it is not saved; else back to the default, or in a zone to everybody's value. */
function Ways({ editor, known, where, place }: Omit<Props, 'curated'>) {
  const { setting } = known
  const { name } = setting
  const of = `${name} ${where === EVERYWHERE ? 'everywhere' : `in ${place}`}`
  const was = valueIn(known, where)
  if (editor.draftOf(name, where) !== undefined) {
    return (
      <>
        <span>
          was <code>{plain(setting, was) || 'nothing'}</code>
        </span>
        <Way label="Undo" of={of} onSelect={() => editor.undo(name, where)} />
      </>
    )
  }
  if (sameValue(setting, was, backIn(known, where))) {
    return <span>{where === EVERYWHERE ? 'default' : 'as everywhere'}</span>
  }
  return (
    <>
      {where !== EVERYWHERE && <span>own value</span>}
      {editor.readonly.reset === undefined && (
        <Way
          label={where === EVERYWHERE ? 'Reset to default' : 'As everywhere'}
          of={of}
          onSelect={() => editor.reset(known, where)}
        />
      )}
    </>
  )
}

function Way({ label, of, onSelect }: { label: string; of: string; onSelect: () => void }) {
  return (
    <button type="button" className={classes.way} aria-label={`${label}: ${of}`} onClick={onSelect}>
      {label}
    </button>
  )
}
