import { Button } from '@mantine/core'
import { EmptyState } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { checkConnection } from '../../vm/console/check.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { CheckResult } from './CheckResult.tsx'
import { ConsolesTabs } from './ConsolesTabs.tsx'
import page from '../../vm/list/page.module.css'
import classes from './consoles.module.css'
import { useTitle } from '../../use-title.ts'

/** The way to a console proxy, step by step: its name, its address, its port, its certificate. */
export default function CheckPage() {
  const [search] = useSearchParams()
  const vm = search.get('vm') ?? undefined
  const { apis } = useSession()
  useTitle('Consoles')
  const may = apis.has('listSystemVms') && apis.has('createConsoleEndpoint')
  if (!may)
    return <Denied title="Consoles">Your role may not check it (listSystemVms and createConsoleEndpoint).</Denied>
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Consoles</h1>
      </header>
      <ConsolesTabs value="check" />
      <div className={classes.body}>
        <p className={classes.intro}>
          A console goes from the browser to Stratoview’s server, from there to a console proxy’s public address, and
          from there to the hypervisor. The check asks CloudStack for a console endpoint, as a console does, and
          connects to the proxy without opening a screen: nobody’s console is disturbed. Choose a proxy.
        </p>
        <Proxies chosen={vm} />
        {vm !== undefined && <Check key={vm} vm={vm} />}
      </div>
    </div>
  )
}

/** Any VM’s way can be checked; the proxies themselves are VMs with a screen too. */
function Proxies({ chosen }: { chosen: string | undefined }) {
  const query = useQuery(fleetSystemVms())
  const { data } = query
  const proxies = (data?.rows ?? []).filter(
    ({ systemvmtype, state }) => systemvmtype === 'consoleproxy' && state === 'Running',
  )
  if (data?.done === true && proxies.length === 0) return <EmptyState>No console proxy is running.</EmptyState>
  return (
    <>
      <QueryTrouble query={query} title="The console proxies could not be read." />
      <nav aria-label="Console proxies to check" className={classes.proxies}>
        {proxies.map(({ id, name, zonename }) => (
          <Link key={id} to={paths.consoleCheck({ vm: id })} aria-current={id === chosen || undefined}>
            <b className="sv-mono">{name}</b> {zonename}
          </Link>
        ))}
      </nav>
    </>
  )
}

function Check({ vm }: { vm: string }) {
  const query = useQuery({
    queryKey: ['console-check', vm],
    queryFn: ({ signal }) => checkConnection(vm, signal),
    // Each time CloudStack makes a way in: only when somebody asks.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (query.isPending) return <p role="status">Asking CloudStack, then the proxy…</p>
  return (
    <>
      <QueryTrouble query={query} title="There is no way to check." />
      {query.data && (
        <>
          <CheckResult check={query.data} />
          <div>
            <Button loading={query.isFetching} onClick={() => void query.refetch()}>
              Check again
            </Button>
          </div>
        </>
      )}
    </>
  )
}
