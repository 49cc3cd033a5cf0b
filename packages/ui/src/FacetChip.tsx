import { IconPlus, IconX } from '@tabler/icons-react'
import { ChoiceList } from './ChoiceList.tsx'
import { DropDown } from './DropDown.tsx'
import classes from './filter.module.css'
import type { FacetChipProps } from './props.ts'

/** "KVM", "KVM or VMware", "3 chosen". */
function inWords({ options, selected }: FacetChipProps): string {
  const names = selected.map((value) => options.find((option) => option.value === value)?.label ?? value)
  return names.length > 2 ? `${names.length} chosen` : names.join(' or ')
}

/** Dashed while it filters nothing, solid blue and removable once it does. Opens its choices either way. */
export function FacetChip(props: FacetChipProps) {
  const { label, options, selected, onChange, single = false } = props
  const active = selected.length > 0
  const chip = (
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
  )
  return (
    <span className={classes.facet} data-active={active || undefined}>
      <DropDown button={chip} label={label} align="start">
        {(close) => (
          <ChoiceList
            label={label}
            options={options}
            selected={selected}
            single={single}
            onChange={onChange}
            close={close}
          />
        )}
      </DropDown>
      {active && (
        <button type="button" className={classes.remove} aria-label={`Remove ${label}`} onClick={() => onChange([])}>
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
