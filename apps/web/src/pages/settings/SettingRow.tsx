import type { Configuration } from '@stratoview/api-client'
import { Pill, VerdictGlyph } from '@stratoview/ui'
import { useState } from 'react'
import type { Curated } from './curated/curated.ts'
import type { Editor } from './editor.ts'
import { effectOf } from './effect.ts'
import { EVERYWHERE, type Known, plain, sameValue, valueIn } from './known.ts'
import { rangeText } from './rules.ts'
import classes from './settings.module.css'
import { ValueField } from './ValueField.tsx'

interface Props {
  editor: Editor
  known: Known
  curated: Curated | undefined
}

/** With more zones than this only those with a value of their own stand there; the others come when asked for. */
const sideBySide = 4

/** A setting: what it does and when a change counts at the left, everybody's value and the zones' at the right. */
export function SettingRow({ editor, known, curated }: Props) {
  const { setting, zones } = known
  const { name } = setting
  const [every, setEvery] = useState(false)
  const scoped = editor.zones.filter(({ id }) => zones.has(id))
  const own = scoped.filter(({ id }) => isOwn(editor, known, id))
  const shown = every || scoped.length <= sideBySide ? scoped : own
  const conflict = editor.conflicts.find((one) => one.name === name)
  return (
    <section className={classes.row} aria-label={name}>
      <div className={classes.about}>
        <h3>
          <code>{name}</code>
          {editor.waiting.has(name) && <Pill tone="warn">waits for a restart</Pill>}
        </h3>
        <p>{curated?.what ?? setting.description ?? setting.displaytext}</p>
        {curated?.zero !== undefined && (
          <p>
            <code>0</code> switches it off: {curated.zero}.
          </p>
        )}
        {curated?.beware !== undefined && (
          <p className={classes.beware}>
            <VerdictGlyph kind="warning" label="Beware" />
            <span>{curated.beware}</span>
          </p>
        )}
        <Facts known={known} curated={curated} />
      </div>
      <div className={classes.values}>
        <ValueField editor={editor} known={known} curated={curated} where={EVERYWHERE} place="Everywhere" />
        {shown.map(({ id, name: zone }) => (
          <ValueField key={id} editor={editor} known={known} curated={curated} where={id} place={zone} />
        ))}
        {shown.length < scoped.length && (
          <button type="button" className={classes.way} onClick={() => setEvery(true)}>
            {scoped.length - shown.length} more zones, as everywhere
            <span className="sv-hidden">: {name}</span>
          </button>
        )}
        {conflict !== undefined && (
          <div className={conflict.blocks ? classes.conflict : classes.amber} role={conflict.blocks ? 'alert' : 'note'}>
            <VerdictGlyph kind={conflict.blocks ? 'failing' : 'warning'} label="" /> {conflict.text}{' '}
            {editor.readonly.update === undefined && (
              <button
                type="button"
                className={classes.way}
                onClick={() => editor.edit(known, EVERYWHERE, String(conflict.least))}
              >
                Set {conflict.least}
              </button>
            )}
          </div>
        )}
      </div>
    </section>
  )
}

const isOwn = (editor: Editor, known: Known, zoneid: string) =>
  editor.draftOf(known.setting.name, zoneid) !== undefined ||
  !sameValue(known.setting, valueIn(known, zoneid), valueIn(known, EVERYWHERE))

/** A long default that stands in the field anyway is not repeated. */
function defaultText(setting: Configuration): string | undefined {
  const { withheld, value, defaultvalue = '' } = setting
  if (withheld !== undefined || (defaultvalue.length > 80 && defaultvalue === value)) return undefined
  return plain(setting, defaultvalue) || 'nothing'
}

/** Default, unit, range, scope, and when a change counts. */
function Facts({ known: { setting, zones }, curated }: Pick<Props, 'known' | 'curated'>) {
  const range = rangeText(setting, curated)
  const facts: [string, string | undefined][] = [
    ['Default', defaultText(setting)],
    ['Unit', curated?.unit],
    ['Range', range],
    ['Scope', zones.size > 0 ? 'everywhere, and each zone' : 'everywhere'],
    ['Takes effect', [`${effectOf(setting, EVERYWHERE)}.`, curated?.reaches].filter(Boolean).join(' ')],
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(
        ([label, value]) =>
          value !== undefined && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
