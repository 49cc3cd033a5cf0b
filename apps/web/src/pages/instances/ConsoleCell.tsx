import type { VirtualMachine } from '@stratoview/api-client'
import { can } from '@stratoview/api-client/can'
import { Button } from '@mantine/core'
import { ActionButton } from '@stratoview/ui'
import { IconTerminal2, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { instanceActions } from '../../vm/actions/instance.ts'
import { consolesQuery, liveConsoles, type LiveConsole } from '../../vm/console/live.ts'
import { lasting } from '../../vm/console/words.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'
import classes from './instances.module.css'

/** The one button of a machine: its console, or what must come before it. Who is in it stands there before the click. */
export function ConsoleCell({ row }: { row: VirtualMachine }) {
  const { apis } = useSession()
  const verbs = useVerbs<VirtualMachine>(instanceActions)
  // The page asks; a cell only reads.
  const { data } = useQuery({ ...consolesQuery, enabled: false })
  const here = data ? liveConsoles(data).filter(({ vm }) => vm.id === row.id) : []
  const may = can('console', 'instance', row, apis)
  if (row.state === 'Stopped') {
    const start = verbs.forRow(row).find(({ label }) => label === 'Start')
    return (
      <span className={classes.one}>
        no console while stopped
        {start && (start.disabled ? null : <ActionButton action={start} />)}
      </span>
    )
  }
  if (may !== true) {
    const passing = /^(Starting|Stopping|Migrating)$/.test(row.state)
    return (
      <span className={classes.one} title={may}>
        {row.state === 'Error' ? 'ask your administrator' : passing ? '' : may}
        {passing && consoleButton(row, true)}
      </span>
    )
  }
  const mine = here.find((one) => one.mine && one.ours)
  return (
    <span className={classes.one}>
      <Who here={here} mine={mine} />
      {consoleButton(row, row.state !== 'Running', mine !== undefined)}
    </span>
  )
}

function Who({ here, mine }: { here: readonly LiveConsole[]; mine: LiveConsole | undefined }) {
  const one = mine ?? here[0]
  if (!one) return null
  const time = one.seconds === undefined ? '' : `, ${lasting(one.seconds * 1000)}`
  if (mine) return <span>open by you{time}</span>
  return (
    <span className={classes.who}>
      <IconUser size={14} stroke={1.6} aria-label="In use by" role="img" />
      <span>
        <bdi>{one.user}</bdi>
        {time}
      </span>
    </span>
  )
}

function consoleButton({ id, name }: VirtualMachine, wait: boolean, mine = false) {
  const icon = <IconTerminal2 size={16} stroke={1.6} aria-hidden />
  const label = mine ? 'Return to it' : 'Console'
  if (wait)
    return (
      <Button leftSection={icon} disabled>
        {label}
      </Button>
    )
  return (
    <Button
      component={Link}
      to={paths.console(id, { kind: 'instance' })}
      variant={mine ? 'filled' : 'default'}
      leftSection={icon}
      aria-label={`${label === 'Console' ? 'Console of' : 'Return to the console of'} ${name}`}
    >
      {label}
    </Button>
  )
}
