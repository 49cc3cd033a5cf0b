import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ToggleChipProps } from './props.ts'

/** Something that is on or off, as a button. */
export function ToggleChip({ label, on, onChange }: ToggleChipProps) {
  return (
    <Button aria-pressed={on} rightSection={on && <IconCheck size={13} aria-hidden />} onClick={() => onChange(!on)}>
      {label}
    </Button>
  )
}
