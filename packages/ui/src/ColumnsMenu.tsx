import { Button } from '@mantine/core'
import { IconChevronDown, IconColumns3 } from '@tabler/icons-react'
import { ChoiceList } from './ChoiceList.tsx'
import { DropDown } from './DropDown.tsx'
import type { ColumnsMenuProps } from './props.ts'

/** Which of the optional columns a table shows. */
export function ColumnsMenu({ columns, hidden, onHidden }: ColumnsMenuProps) {
  const options = columns.filter((column) => column.optional).map(({ id, header }) => ({ value: id, label: header }))
  const shown = options.map(({ value }) => value).filter((id) => !hidden.has(id))
  const onChange = (ids: string[]) => {
    onHidden(new Set(options.map(({ value }) => value).filter((id) => !ids.includes(id))))
  }
  const button = (
    <Button
      leftSection={<IconColumns3 size={14} aria-hidden />}
      rightSection={<IconChevronDown size={12} aria-hidden />}
    >
      Columns
    </Button>
  )
  return (
    <DropDown button={button} label="Columns">
      {(close) => (
        <ChoiceList
          label="columns"
          options={options}
          selected={shown}
          single={false}
          onChange={onChange}
          close={close}
        />
      )}
    </DropDown>
  )
}
