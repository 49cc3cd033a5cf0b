import { EmptyState } from '@stratoview/ui'
import { useQueries } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { cs } from '../../api.ts'
import { paths } from '../../paths.ts'
import { useTitle } from '../../use-title.ts'
import { paceOf } from '../../refresh.ts'
import { counted } from '../../vm/words.ts'
import { isSystemVm, type Vm } from '../../vm/diagnostics/presets.ts'
import { RunPanel } from '../../vm/diagnostics/RunPanel.tsx'
import { asOne } from '../../vm/tabs/as-one.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import page from '../../vm/list/page.module.css'
import classes from './diagnostics-page.module.css'

/** More at once than this is more than anybody reads. */
const MOST = 40

/** The same commands on several VMs: which ones is in the URL. */
export default function DiagnosticsPage() {
  const [search] = useSearchParams()
  useTitle('Diagnostics')
  const systemVms = search.get('kind') === 'system-vm'
  const wanted = [...new Set((search.get('on') ?? '').split(',').filter((id) => id !== ''))]
  const ids = wanted.slice(0, MOST)
  const queries = useQueries({ queries: ids.map((id) => vmQuery(id, systemVms, ids.length)) })
  const vms = queries.flatMap(({ data }) => data ?? [])
  const asking = queries.some(({ isLoading }) => isLoading)
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Diagnostics</h1>
      </header>
      <div className={classes.body}>
        {ids.length === 0 ? (
          <EmptyState>
            No VM is chosen. Select some in the list of <Link to={paths.routers()}>virtual routers</Link> or{' '}
            <Link to={paths.systemVms()}>system VMs</Link> and choose “Run diagnostics”.
          </EmptyState>
        ) : (
          <>
            <p className={classes.on}>
              {wanted.length > MOST && `The first ${MOST} of ${wanted.length}. `}
              {asking && 'Asking CloudStack. '}
              {vms.length > 0 && `On ${counted(vms.length, systemVms ? 'system VM' : 'router')}: `}
              {vms.map((vm, index) => (
                <span key={vm.id}>
                  {index > 0 && ', '}
                  <Link className="sv-mono" to={pageOf(vm)}>
                    {vm.name}
                  </Link>
                  {vm.state !== 'Running' && ` (${vm.state})`}
                </span>
              ))}
            </p>
            <QueryTrouble query={asOne(queries)} title="Some of the VMs could not be read." />
            {vms.length > 0 && <RunPanel vms={vms} />}
          </>
        )}
      </div>
    </div>
  )
}

const pageOf = (vm: Vm) => (isSystemVm(vm) ? paths.systemVm(vm.id, 'diagnostics') : paths.router(vm.id, 'diagnostics'))

/** @param among how many VMs it is one of: the more there are, the seldomer each is asked for */
const vmQuery = (id: string, systemVms: boolean, among: number) => ({
  queryKey: [systemVms ? 'listSystemVms' : 'listRouters', 'one', id],
  refetchInterval: () => paceOf(systemVms ? 'listSystemVms' : 'listRouters')() * Math.max(1, among / 4),
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Vm[]> =>
    systemVms
      ? (await cs.listSystemVms({ id }, signal)).systemvm
      : (await cs.listRouters({ id, listall: true, projectid: '-1' }, signal)).router,
})
