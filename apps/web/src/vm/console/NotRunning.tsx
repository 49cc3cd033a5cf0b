import { Button } from '@mantine/core'
import { ActionButton } from '@stratoview/ui'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { IconPower } from '@tabler/icons-react'
import { StateCard } from './StateCard.tsx'
import { powerOf, type ConsoleTarget } from './target.ts'

interface Props {
  session: RemoteSession
  view: SessionView
  vm: ConsoleTarget
}

/** A VM that is down: starting it is the one thing that helps, and then the console opens by itself. */
export function NotRunning({ session, view, vm }: Props) {
  const start = powerOf(vm.verbs).find(({ label, disabled }) => label.startsWith('Start') && !disabled)
  return (
    <StateCard
      icon={IconPower}
      title={`${vm.name} is not running`}
      buttons={
        <>
          {start && <ActionButton action={{ ...start, label: `Start ${vm.name}` }} primary />}
          <Button variant={start ? 'default' : 'filled'} onClick={() => session.open()}>
            Try again
          </Button>
        </>
      }
      note="Once it runs, the console opens by itself."
    >
      <p>{view.cause?.text}</p>
    </StateCard>
  )
}
