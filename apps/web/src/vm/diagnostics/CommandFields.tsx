import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Problem } from './calls.ts'
import { addedTo, paramsWarning, types, type Command, type Type } from './command.ts'
import classes from './diagnostics.module.css'
import type { Preset } from './presets.ts'

interface Props {
  command: Command
  /** "Command 2" */
  name: string
  presets: readonly Preset[]
  problem: Problem | undefined
  onChange(more: Partial<Command>): void
  onRemove: (() => void) | undefined
}

/** One command: which tool, where to, with what. */
export function CommandFields({ command, name, presets, problem, onChange, onRemove }: Props) {
  const { type, preset, address, params } = command
  const own = preset === '' || presets.every(({ id }) => id !== preset)
  const added = addedTo(type, params)
  return (
    <fieldset className={classes.command} aria-label={name}>
      <div className={classes.fields}>
        <NativeSelect
          label="Tool"
          data={[...types]}
          value={type}
          onChange={(event) => onChange({ type: event.currentTarget.value as Type })}
        />
        <NativeSelect
          label="To"
          value={own ? '' : preset}
          data={[
            ...presets.map(({ id, label, address: to }) => ({ value: id, label: `${label} (${to})` })),
            { value: '', label: 'Another address…' },
          ]}
          onChange={(event) => onChange({ preset: event.currentTarget.value })}
        />
        {onRemove !== undefined && (
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name.toLowerCase()}`} onClick={onRemove}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {own && (
        <TextInput
          label="Address"
          placeholder="10.1.1.1 or a name"
          value={address}
          maxLength={253}
          spellCheck={false}
          autoComplete="off"
          error={address === '' ? undefined : problem?.address}
          onChange={(event) => onChange({ preset: '', address: event.currentTarget.value })}
        />
      )}
      {!own && problem?.address !== undefined && <p className={classes.refused}>{problem.address}</p>}
      <TextInput
        label="Options"
        placeholder={type === 'arping' ? '-I eth2' : type.startsWith('trace') ? '-n' : '-c 10 -i 0.5'}
        value={params}
        maxLength={255}
        spellCheck={false}
        autoComplete="off"
        error={problem?.params}
        description={paramsWarning(type, params) ?? (added === '' ? undefined : `The VM adds ${added}.`)}
        onChange={(event) => onChange({ params: event.currentTarget.value })}
      />
    </fieldset>
  )
}
