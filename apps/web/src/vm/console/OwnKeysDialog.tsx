import { Button, Checkbox } from '@mantine/core'
import { Dialog } from '@stratoview/ui'
import { allModifiers, keyNames, ownCombination, type Modifier } from '@stratoview/ui/console/keys.ts'
import { useState, type FormEvent } from 'react'
import { addOwn, mostOwn, removeOwn, useOwnKeys } from './own-keys.ts'
import classes from './own-keys.module.css'

/**
 * Combinations of one's own for the key menu. They are chosen and not pressed: those that are wanted most are those
 * that the browser or the reader's system keeps for itself.
 */
export function OwnKeysDialog({ onClose }: { onClose: () => void }) {
  const own = useOwnKeys()
  const [held, setHeld] = useState<readonly Modifier[]>(['Ctrl'])
  const [sysRq, setSysRq] = useState(false)
  const [key, setKey] = useState('C')
  const label = ownCombination(held, key, sysRq)?.label ?? ''
  const there = own.some((one) => one.label === label)
  const add = (event: FormEvent) => {
    event.preventDefault()
    addOwn({ held: [...held], key, sysRq })
  }
  const toggle = (one: Modifier, on: boolean) => setHeld(on ? [...held, one] : held.filter((other) => other !== one))
  const full = own.length >= mostOwn
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Key combinations of your own"
      note="Kept in this browser."
      buttons={<Button onClick={onClose}>Done</Button>}
    >
      <form className={classes.form} onSubmit={add}>
        <fieldset>
          <legend>Held down</legend>
          {allModifiers.map((one) => (
            <Checkbox
              key={one}
              label={one}
              checked={held.includes(one)}
              onChange={({ currentTarget }) => toggle(one, currentTarget.checked)}
            />
          ))}
          <Checkbox label="SysRq" checked={sysRq} onChange={({ currentTarget }) => setSysRq(currentTarget.checked)} />
        </fieldset>
        <label>
          Then pressed
          <select value={key} onChange={({ target }) => setKey(target.value)}>
            {[...keyNames.keys()].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Button type="submit" variant="filled" disabled={there || full}>
          Add {label}
        </Button>
        {full && <p>{mostOwn} are as many as fit the menu.</p>}
      </form>
      {own.length > 0 && (
        <ul className={classes.list} aria-label="Your combinations">
          {own.map((one) => (
            <li key={one.label}>
              <b>{one.label}</b>
              <Button onClick={() => removeOwn(one.label)} aria-label={`Remove ${one.label}`}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
