import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { ChoiceList } from './ChoiceList.tsx'
import menu from './menu.module.css'
import type { ChoiceMenuProps } from './props.ts'

/** A button that shows which one of a few is chosen, and changes it. */
export function ChoiceMenu({ label, options, value, onChange }: ChoiceMenuProps) {
  const chosen = options.find((option) => option.value === value)?.label ?? value
  return (
    <Menu position="bottom-end" offset={4} withinPortal>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={12} aria-hidden />}>
          {label}&nbsp;<b>{chosen}</b>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={menu.dropdown} aria-label={label}>
        <ChoiceList
          label={label}
          options={options}
          selected={[value]}
          single
          onChange={([next]) => onChange(next ?? value)}
        />
      </Menu.Dropdown>
    </Menu>
  )
}
