import { Button, Popover, TextInput } from '@mantine/core'
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
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  if (current !== undefined) {
    return (
      <button type="button" className={classes.quiet} onClick={() => saved.remove(current.name)}>
        <IconX size={13} aria-hidden /> Forget “{current.name}”
      </button>
    )
  }
  if (search === '') return null
  const save = () => {
    saved.save({ name: name.trim(), search })
    setOpened(false)
    setName('')
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={classes.quiet} onClick={() => setOpened(!opened)}>
          <IconPlus size={13} aria-hidden /> Save view
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.save}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') save()
          }}
        >
          <TextInput
            label="Name of this view"
            maxLength={40}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
