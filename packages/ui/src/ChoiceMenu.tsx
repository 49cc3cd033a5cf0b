import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { ChoiceList } from './ChoiceList.tsx'
import { DropDown } from './DropDown.tsx'
import type { ChoiceMenuProps } from './props.ts'

/** A button that shows which one of a few is chosen, and changes it. */
export function ChoiceMenu({ label, options, value, onChange }: ChoiceMenuProps) {
  const chosen = options.find((option) => option.value === value)?.label ?? value
  const button = (
    <Button rightSection={<IconChevronDown size={12} aria-hidden />}>
      {label}&nbsp;<b>{chosen}</b>
    </Button>
  )
  return (
    <DropDown button={button} label={label}>
      {(close) => (
        <ChoiceList
          label={label}
          options={options}
          selected={[value]}
          single
          onChange={([next]) => onChange(next ?? value)}
          close={close}
        />
      )}
    </DropDown>
  )
}
