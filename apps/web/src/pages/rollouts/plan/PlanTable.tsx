import type { Plan, PlanItem } from '@stratoview/bff/app'
import { BulkBar, DataTable, EmptyState, TabBar } from '@stratoview/ui'
import { useMemo, useState } from 'react'
import { type AccountLine, accountColumns, leftOutColumns, pairing, PlanCard, planColumns } from './columns.tsx'
import classes from './plan.module.css'
import type { Chosen } from './use-form.ts'

interface Props {
  plan: Plan | undefined
  loading: boolean
  chosen: Chosen
}

const rowKey = ({ id }: PlanItem) => id
const rowName = ({ name }: PlanItem) => name
const accountKey = ({ account, domain }: AccountLine) => `${domain ?? ''}/${account}`
const accountName = ({ account }: AccountLine) => account

/** A restart needs no reason, and where all are ready nothing is waited for: what is left has the room. */
function columnsFor(items: Plan['items']) {
  const told = { why: items.some(({ why }) => why.length > 0), unmet: items.some(({ unmet }) => unmet.length > 0) }
  return planColumns.filter(({ id }) => (id === 'why' || id === 'unmet' ? told[id] : true))
}

type Shown = 'items' | 'left-out' | 'accounts'

/** What will be done, what will not and why, and who may notice. */
export function PlanTable({ plan, loading, chosen }: Props) {
  const [shown, setShown] = useState<Shown>('items')
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const leaveOut = (ids: readonly string[]) => {
    chosen.leaveOut(ids)
    setSelection(new Set())
  }
  const columns = useMemo(() => columnsFor(plan?.items ?? []), [plan])
  const tabs = [
    { id: 'items', label: 'To do', count: plan?.items.length },
    { id: 'left-out', label: 'Left out', count: plan?.leftOut.length },
    { id: 'accounts', label: 'Accounts', count: plan?.accounts.length },
  ] as const
  const common = { rowKey, rowName, loading, card: PlanCard }
  const selected = (plan?.items ?? []).filter(({ id }) => selection.has(id))
  return (
    <>
      <TabBar
        label="Parts of the plan"
        tabs={tabs}
        value={shown}
        onChange={(id) => setShown(tabs.find((tab) => tab.id === id)?.id ?? 'items')}
      />
      <div className={classes.table}>
        {shown === 'items' && (
          <DataTable
            {...common}
            label="To do"
            columns={columns}
            rows={plan?.items ?? []}
            pairing={pairing}
            selection={selection}
            onSelection={setSelection}
            menu={(item) => [{ label: 'Leave out', onSelect: () => leaveOut([item.id]) }]}
            empty={<EmptyState good={plan?.kind === 'upgrade'}>{nothing(plan)}</EmptyState>}
          />
        )}
        {shown === 'left-out' && (
          <DataTable
            {...common}
            label="Left out"
            columns={leftOutColumns}
            rows={plan?.leftOut ?? []}
            menu={({ id }) => [{ label: 'Take it all the same', onSelect: () => chosen.take([id]) }]}
            empty={<EmptyState>Nothing is left out.</EmptyState>}
          />
        )}
        {shown === 'accounts' && (
          <DataTable
            label="Accounts"
            columns={accountColumns}
            rows={plan?.accounts ?? []}
            rowKey={accountKey}
            rowName={accountName}
            loading={loading}
            empty={<EmptyState>No account would notice.</EmptyState>}
          />
        )}
      </div>
      {shown === 'items' && (
        <BulkBar
          count={selected.length}
          actions={[{ label: 'Leave out', onSelect: () => leaveOut(selected.map(({ id }) => id)) }]}
          onClear={() => setSelection(new Set())}
        />
      )}
    </>
  )
}

const nothing = (plan: Plan | undefined) =>
  plan?.kind === 'upgrade' ? 'No router here needs an upgrade.' : 'There is nothing to do here.'
