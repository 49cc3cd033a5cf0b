import { arrangeRows, BulkBar, DataTable, hiddenCount } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { FLEET_ROUTERS, fleetRouters } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { routerActions } from '../../vm/actions/router.ts'
import { entriesOf, type Entry } from '../../vm/fleet/entries.ts'
import { selectFrom } from '../../vm/fleet/select.ts'
import { readView, writeView } from '../../vm/fleet/view.ts'
import { fleetListing, isBroken } from '../../vm/list/listing.ts'
import { Trouble } from '../../vm/list/Trouble.tsx'
import { useHiddenColumns } from '../../vm/list/use-hidden-columns.ts'
import { useUrlView } from '../../vm/list/use-url-view.ts'
import { useVerbsWithConsole } from '../../vm/console/open-verb.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { BulkMeaning } from './BulkMeaning.tsx'
import { hiddenAtFirst, routerColumns } from './columns.tsx'
import { Empty } from './ListStates.tsx'
import { FilterBar } from './FilterBar.tsx'
import { ListHead } from './ListHead.tsx'
import { pathOf } from './path-of.ts'
import { pairing } from './pairing.tsx'
import { RouterCard } from './RouterCard.tsx'
import page from '../../vm/list/page.module.css'
import { useClusters } from '../../vm/fleet/use-clusters.ts'
import { useGroups } from './use-groups.tsx'
import { VerdictTabs } from './VerdictTabs.tsx'

const rowKey = ({ row }: Entry) => row.id
const rowName = ({ row }: Entry) => row.name
const tone = ({ row }: Entry) => (row.jobid === undefined ? undefined : ('busy' as const))

/** More than a handful are better done one after the other: that way stands first then. */
const HANDFUL = 5
const bulk = <Verb,>(verbs: readonly Verb[], asRun: Verb, count: number) =>
  count > HANDFUL ? [asRun, ...verbs] : [...verbs, asRun]

/** Every virtual router of the cloud, what fails first. */
export default function RoutersPage() {
  const { apis } = useSession()
  if (!apis.has('listRouters')) {
    return <Denied title="Virtual routers">Your role may not list virtual routers (listRouters).</Denied>
  }
  return <Routers />
}

function Routers() {
  const navigate = useNavigate()
  const fleet = useQuery({ ...fleetRouters(), refetchInterval: paceOf(FLEET_ROUTERS) })
  const listing = fleetListing(fleet)
  const { view, change, type } = useUrlView(readView, writeView)
  const [hidden, setHidden] = useHiddenColumns('routers', hiddenAtFirst)
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())

  const clusters = useClusters(view.group === 'cluster' || view.filters.cluster !== undefined || !hidden.has('cluster'))
  const rows = fleet.data?.rows
  const entries = useMemo(() => entriesOf(rows ?? [], clusters), [rows, clusters])
  // The input answers at once; the table follows within the same breath, or a little later on a slow machine.
  const settled = useDeferredValue(view)
  const { sort, together } = settled
  // Put in order once: what a filter leaves is in order already, and the table's own sort then has nothing to do.
  const ordered = useMemo(
    () => arrangeRows(entries, routerColumns, sort, together ? pairing : undefined),
    [entries, sort, together],
  )
  const { shown, counts } = useMemo(() => selectFrom(ordered, settled), [ordered, settled])
  const selected = useMemo(() => entries.filter(({ row }) => selection.has(row.id)), [entries, selection])

  const verbs = useVerbsWithConsole('router', useVerbs(routerActions))
  const groups = useGroups(shown, settled, verbs)
  const asRun = (chosen: readonly Entry[]) => ({
    label: 'As a run…',
    hint: 'Upgrade, restart or check them one after the other',
    onSelect: () => void navigate(paths.newRollout(), { state: { routers: chosen.map(rowKey) } }),
  })
  return (
    <div className={page.page}>
      <ListHead fleet={fleet} shown={shown} view={settled} hidden={hidden} onHidden={setHidden} />
      <VerdictTabs
        view={view}
        counts={rows && counts}
        onChange={change}
        onOpen={(search) => void navigate(`${paths.routers()}?${search}`)}
      />
      <FilterBar entries={entries} view={view} onChange={change} onType={type} />
      <div className={page.table}>
        <DataTable
          label="Virtual routers"
          columns={routerColumns}
          hidden={hidden}
          rows={shown}
          rowKey={rowKey}
          rowName={rowName}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          pairing={view.together ? pairing : undefined}
          groups={groups}
          selection={selection}
          onSelection={setSelection}
          onOpen={({ row, standing }) => void navigate(pathOf(row.id, standing))}
          menu={({ row }) => verbs.forRow(row)}
          tone={tone}
          card={RouterCard}
          loading={fleet.isPending}
          empty={<Empty entries={entries} view={settled} at={fleet.data?.at} onChange={change} />}
          error={isBroken(listing) && <Trouble things="virtual routers" listing={listing} />}
          pageKeys
          memoryKey="routers"
        />
      </div>
      <BulkBar
        count={selected.length}
        hiddenCount={hiddenCount(new Set(selected.map(rowKey)), shown.map(rowKey))}
        meaning={<BulkMeaning rows={selected.map(({ row }) => row)} />}
        actions={bulk(verbs.forMany(selected.map(({ row }) => row)), asRun(selected), selected.length)}
        onClear={() => setSelection(new Set())}
      />
    </div>
  )
}
