import { Button } from '@mantine/core'
import { useState } from 'react'
import { counted } from '../../vm/words.ts'
import type { Editor } from './editor.ts'
import type { Entry } from './journal.ts'
import { ReviewDialog } from './ReviewDialog.tsx'
import classes from './settings.module.css'

interface Props {
  editor: Editor
  write: (made: readonly Entry[]) => void
}

/** What is changed and not saved, as long as there is any. */
export function SaveBar({ editor, write }: Props) {
  const [asking, setAsking] = useState(false)
  const { drafts, obstacles } = editor
  if (drafts.size === 0 && !asking) return null
  return (
    <>
      <div className={classes.bar} role="region" aria-label="Changes that are not saved">
        <strong role="status">{counted(drafts.size, 'change')} not saved</strong>
        {obstacles.length > 0 && (
          <span className={classes.trouble}>
            {obstacles.length === 1 ? obstacles[0] : `${obstacles.length} things keep them from being saved`}
          </span>
        )}
        <span className={classes.push} />
        <Button onClick={editor.undoAll}>Discard</Button>
        <Button variant="filled" onClick={() => setAsking(true)}>
          Review and save…
        </Button>
      </div>
      {asking && <ReviewDialog editor={editor} write={write} onClose={() => setAsking(false)} />}
    </>
  )
}
