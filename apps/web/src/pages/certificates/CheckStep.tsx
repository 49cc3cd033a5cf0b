import { Button } from '@mantine/core'
import { CloudStackError } from '@stratoview/api-client/error'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { adviceFor, checkConnection } from '../../vm/console/check.ts'
import classes from './certificates.module.css'
import { Step } from './Step.tsx'

/** The proof: a way into a console as CloudStack gives it now, gone to the proxy's door; and then a console. */
export function CheckStep() {
  const { apis } = useSession()
  const may = apis.has('createConsoleEndpoint')
  const proxies = (useQuery(fleetSystemVms()).data?.rows ?? []).filter(
    ({ systemvmtype, state }) => systemvmtype === 'consoleproxy' && state === 'Running',
  )
  const [chosen, setChosen] = useState<string>()
  const check = useQuery({
    queryKey: ['console-check', chosen],
    queryFn: ({ signal }) => checkConnection(chosen ?? '', signal),
    enabled: chosen !== undefined && may,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const { data, error } = check
  const ok = data?.reach.ok === true && data.secure
  return (
    <Step done={data === undefined ? undefined : ok} title="Open a console">
      <p>
        {may
          ? 'Ask CloudStack for a way in, and go as far as the proxy’s door:'
          : 'Your role may not call createConsoleEndpoint, so the way cannot be tried from here.'}
      </p>
      {may && (
        <div className={classes.buttons}>
          {proxies.map(({ id, name, zonename }) => (
            <Button
              key={id}
              size="compact-sm"
              loading={chosen === id && check.isFetching}
              onClick={() => (chosen === id ? void check.refetch() : setChosen(id))}
            >
              Try {name} ({zonename})
            </Button>
          ))}
        </div>
      )}
      {error instanceof CloudStackError && <p role="alert">{error.message}</p>}
      {data !== undefined && (
        <p role="status">
          CloudStack names <code>{data.url}</code>.{' '}
          {data.reach.ok
            ? `It answers${data.secure ? ', with TLS.' : ', but without TLS.'}`
            : adviceFor(data.reach.why)}{' '}
          {data.reach.ok && (
            <>
              <Link to={paths.console(data.vm.id, { kind: 'system-vm' })}>Open the console of {data.vm.name}</Link>
              {' · '}
            </>
          )}
          <Link to={paths.consoleCheck({ vm: data.vm.id })}>All of the check</Link>
        </p>
      )}
    </Step>
  )
}
