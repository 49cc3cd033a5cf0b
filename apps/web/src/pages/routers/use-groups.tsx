import { Button } from '@mantine/core'
import type { RouterRow } from '@stratoview/bff/rows'
import { ActionMenu, type Group } from '@stratoview/ui'
import { IconChevronDown } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import type { Entry } from '../../vm/fleet/entries.ts'
import { type Group as FleetGroup, type GroupBy, groupsOf } from '../../vm/fleet/groups.ts'
import { failingFirst } from '../../vm/fleet/order.ts'
import type { FleetView } from '../../vm/fleet/view.ts'
import type { Verbs } from '../../vm/use-verbs.tsx'
import classes from './routers.module.css'

/** The list in groups, each with its counts and the verbs on all it holds; undefined when it is not grouped. */
export function useGroups(
  shown: readonly Entry[],
  { group, sort }: FleetView,
  verbs: Verbs<RouterRow>,
): readonly Group<Entry>[] | undefined {
  const worstFirst = sort.column === failingFirst.column && sort.direction === failingFirst.direction
  return useMemo(() => {
    if (group === undefined) return undefined
    return groupsOf(shown, group, worstFirst).map((one) => ({
      key: one.key,
      name: one.label,
      header: <GroupHead group={one} />,
      actions: <GroupVerbs group={one} by={group} verbs={verbs} />,
      rows: one.entries,
    }))
  }, [shown, group, worstFirst, verbs])
}

function GroupHead({ group }: { group: FleetGroup }) {
  const { label, entries, running, failing, upgradeDue } = group
  return (
    <span className={classes.groupHead}>
      <bdi className={classes.groupName}>{label}</bdi>
      <span className={classes.groupCounts}>
        {entries.length} router{entries.length === 1 ? '' : 's'} · {running} running
      </span>
      {failing > 0 && <span className={classes.alarm}>{failing} failing</span>}
      {upgradeDue > 0 && <span className={classes.groupCounts}>{upgradeDue} upgrade due</span>}
    </span>
  )
}

interface GroupVerbsProps {
  group: FleetGroup
  by: GroupBy
  verbs: Verbs<RouterRow>
}

function GroupVerbs({ group, by, verbs }: GroupVerbsProps) {
  const navigate = useNavigate()
  const upgrade = {
    label: 'Upgrade as a run…',
    hint: 'Plans what is due in it, one router after the other',
    onSelect: () => void navigate(paths.newRollout({ kind: 'upgrade', by, of: group.key })),
  }
  const label = `Actions for all of ${group.label}`
  return (
    <ActionMenu
      label={label}
      entries={() => [
        ...(group.key === '' ? [] : [upgrade, 'divider' as const]),
        ...verbs.forMany(group.entries.map(({ row }) => row)),
      ]}
    >
      <Button size="compact-xs" rightSection={<IconChevronDown size={12} aria-hidden />} aria-label={label}>
        Actions
      </Button>
    </ActionMenu>
  )
}
