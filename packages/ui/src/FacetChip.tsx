import { Menu } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { ChoiceList } from './ChoiceList.tsx'
import classes from './filter.module.css'
import menu from './menu.module.css'
import type { FacetChipProps } from './props.ts'

/** "KVM", "KVM or VMware", "3 of 5". */
function inWords({ options, selected }: FacetChipProps): string {
  const names = selected.map((value) => options.find((option) => option.value === value)?.label ?? value)
  return names.length > 2 ? `${names.length} chosen` : names.join(' or ')
}

/** Dashed while it filters nothing, solid blue and removable once it does. Opens its choices either way. */
export function FacetChip(props: FacetChipProps) {
  const { label, options, selected, onChange, single = false } = props
  const active = selected.length > 0
  return (
    <span className={classes.facet} data-active={active || undefined}>
      <Menu position="bottom-start" offset={4} withinPortal>
        <Menu.Target>
          <button type="button" className={classes.chip}>
            {active ? (
              <>
                {label} is <b>{inWords(props)}</b>
              </>
            ) : (
              <>
                <IconPlus size={12} aria-hidden /> {label}
              </>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={menu.dropdown} aria-label={label}>
          <ChoiceList label={label} options={options} selected={selected} single={single} onChange={onChange} />
        </Menu.Dropdown>
      </Menu>
      {active && (
        <button type="button" className={classes.remove} aria-label={`Remove ${label}`} onClick={() => onChange([])}>
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
