import { Button } from '@mantine/core'
import { DropDown, TextField } from '@stratoview/ui'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './routers.module.css'
import type { SavedView, SavedViewsApi } from './use-saved-views.ts'

interface Props {
  saved: SavedViewsApi
  /** the URL's search part now */
  search: string
  /** the saved view that is open */
  current: SavedView | undefined
}

/** Saves the list as it is filtered, sorted and grouped now; an open saved view can be removed instead. */
export function SavedViews({ saved, search, current }: Props) {
  const [name, setName] = useState('')
  if (current !== undefined) {
    return (
      <button type="button" className={classes.quiet} onClick={() => saved.remove(current.name)}>
        <IconX size={13} aria-hidden /> Forget “{current.name}”
      </button>
    )
  }
  if (search === '') return null
  const save = (close: () => void) => {
    saved.save({ name: name.trim(), search })
    setName('')
    close()
  }
  const button = (
    <button type="button" className={classes.quiet}>
      <IconPlus size={13} aria-hidden /> Save view
    </button>
  )
  return (
    <DropDown button={button} label="Save view" align="start" kind="dialog">
      {(close) => (
        <form
          className={classes.save}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') save(close)
          }}
        >
          <TextField label="Name of this view" maxLength={40} value={name} onChange={setName} />
          <Button type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      )}
    </DropDown>
  )
}
