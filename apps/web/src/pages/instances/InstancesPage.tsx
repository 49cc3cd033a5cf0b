import type { VirtualMachine } from '@stratoview/api-client'
import { StateBadge } from '@stratoview/ui'
import { IconTerminal2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { CONSOLES, paceOf } from '../../refresh.ts'
import { seesInfrastructure, useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { instanceActions } from '../../vm/actions/instance.ts'
import { toneOf } from '../../vm/cells/state.ts'
import { consolesQuery } from '../../vm/console/live.ts'
import { useVerbsWithConsole } from '../../vm/console/open-verb.tsx'
import { instancesQuery, nameOf } from '../../vm/instances.ts'
import { FactCard } from '../../vm/list/FactCard.tsx'
import { queryListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { ConsoleCell } from './ConsoleCell.tsx'
import classes from './instances.module.css'
import {
  addressesOf,
  hiddenAtFirst,
  instancesShape,
  networksOf,
  operatorsHidden,
  operatorsShape,
  sizeOf,
} from './shape.tsx'

/** What an end user sees: their machines and their power. */
export default function InstancesPage() {
  const { apis, features } = useSession()
  const may = apis.has('listVirtualMachines')
  const instances = useQuery({
    ...instancesQuery(features.defaultpagesize),
    enabled: may,
    refetchInterval: paceOf('listVirtualMachines'),
  })
  // Who is in which console: told by the cells, before a click throws somebody out.
  useQuery({ ...consolesQuery, enabled: apis.has('createConsoleEndpoint'), refetchInterval: CONSOLES })
  const running = instances.data?.filter(({ state }) => state === 'Running').length
  const verbs = useVerbsWithConsole('instance', useVerbs<VirtualMachine>(instanceActions))
  const everybodys = seesInfrastructure(apis)
  if (!may) return <Denied title="Instances">Your role may not list instances (listVirtualMachines).</Denied>
  return (
    <ListPage
      id="instances"
      title={everybodys ? 'Instances' : 'My instances'}
      one="instance"
      things="instances"
      nothing={
        everybodys
          ? 'There are no instances yet. Accounts make them in CloudStack itself.'
          : 'You have no instances yet. They are made in CloudStack itself and show up here.'
      }
      listing={queryListing(instances, (rows) => ({ rows, total: rows.length }))}
      shape={everybodys ? operatorsShape : instancesShape}
      hiddenAtFirst={everybodys ? operatorsHidden : hiddenAtFirst}
      card={card}
      verbs={verbs}
      rowHeight={46}
      summary={
        instances.data && `${instances.data.length}, of which ${running} ${running === 1 ? 'is' : 'are'} running`
      }
      footer={about}
    />
  )
}

const about = (
  <p className={classes.about}>
    <IconTerminal2 size={18} stroke={1.6} aria-hidden />
    A console is the instance’s own screen and keyboard, as if you stood in front of it. One person at a time: opening
    one that is in use closes it for them, and you are asked first.
  </p>
)

function card(row: VirtualMachine) {
  return (
    <FactCard
      name={nameOf(row)}
      line={<ConsoleCell row={row} />}
      facts={[
        <span key="address" className="sv-mono">
          {addressesOf(row)}
        </span>,
        <bdi key="network">{networksOf(row)}</bdi>,
        row.zonename && <bdi key="zone">{row.zonename}</bdi>,
        sizeOf(row),
      ]}
    >
      <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
    </FactCard>
  )
}
