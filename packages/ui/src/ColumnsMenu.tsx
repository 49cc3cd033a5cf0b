import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconColumns3 } from '@tabler/icons-react'
import classes from './filter.module.css'
import menu from './menu.module.css'
import type { ColumnsMenuProps } from './props.ts'

/** Which of the optional columns a table shows. */
export function ColumnsMenu({ columns, hidden, onHidden }: ColumnsMenuProps) {
  const optional = columns.filter((column) => column.optional)
  const shown = optional.map(({ id }) => id).filter((id) => !hidden.has(id))
  const onChange = (ids: string[]) => {
    onHidden(new Set(optional.map(({ id }) => id).filter((id) => !ids.includes(id))))
  }
  return (
    <Menu position="bottom-end" offset={4} withinPortal>
      <Menu.Target>
        <Button
          leftSection={<IconColumns3 size={14} aria-hidden />}
          rightSection={<IconChevronDown size={12} aria-hidden />}
        >
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={menu.dropdown} aria-label="Columns">
        <Menu.CheckboxGroup value={shown} onChange={onChange}>
          {optional.map(({ id, header }) => (
            <Menu.CheckboxItem key={id} value={id} className={classes.choice}>
              {header}
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
        <Menu.Divider />
        <Menu.Item className={menu.item} onClick={() => onHidden(new Set())}>
          Show all
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
