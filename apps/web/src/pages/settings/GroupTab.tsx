import { EmptyState, Panel } from '@stratoview/ui'
import type { CuratedGroup, CuratedPart } from './curated/curated.ts'
import type { Editor } from './editor.ts'
import { SettingRow } from './SettingRow.tsx'
import classes from './settings.module.css'

/** A group of settings we know something about. What this server does not have is left out. */
export function GroupTab({ group, editor }: { group: CuratedGroup; editor: Editor }) {
  const parts = group.parts.filter(({ settings }) => settings.some(({ name }) => editor.known.has(name)))
  if (parts.length === 0) {
    return <EmptyState>CloudStack shows your role none of these settings.</EmptyState>
  }
  return (
    <div className={classes.parts}>
      {parts.map((part) => (
        <Part key={part.title} part={part} editor={editor} />
      ))}
    </div>
  )
}

function Part({ part, editor }: { part: CuratedPart; editor: Editor }) {
  return (
    <Panel title={part.title} flush>
      {part.about !== undefined && <p className={classes.partAbout}>{part.about}</p>}
      {part.settings.map((curated) => {
        const known = editor.known.get(curated.name)
        return known && <SettingRow key={curated.name} editor={editor} known={known} curated={curated} />
      })}
    </Panel>
  )
}
