import { Button } from '@mantine/core'
import { toastStore } from '@stratoview/ui'
import type { Phase } from '@stratoview/ui/console/phase.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import {
  IconClockPause,
  IconExternalLink,
  IconPlayerPause,
  IconPlugConnectedX,
  IconPlugX,
  IconShieldX,
  IconUsers,
} from '@tabler/icons-react'

import { clockText } from '../cells/age.ts'
import { CheckButton } from './CheckButton.tsx'
import { NotRunning } from './NotRunning.tsx'
import { SaveButton } from './SaveButton.tsx'
import { StateCard } from './StateCard.tsx'
import type { ConsoleTarget } from './target.ts'
import { openPage, showPage } from './way.ts'
import { byWhom, theirOwn } from './words.ts'

interface Props {
  session: RemoteSession
  view: SessionView
  vm: ConsoleTarget
}
type Of<At extends Phase['at']> = Props & { phase: Phase & { at: At } }

const again = (session: RemoteSession, label: string) => (
  <Button variant="filled" onClick={() => session.open()}>
    {label}
  </Button>
)
/** Nothing of the page changes when it fails, so it is told. */
const openTheirs = (vm: ConsoleTarget) =>
  void openPage(vm).catch((error: Error) =>
    toastStore.show({ tone: 'fail', title: 'CloudStack’s own page', object: vm.name, text: error.message }),
  )
const cancel = (session: RemoteSession) => (
  <Button onClick={() => session.leave('You stopped it before it was open.')}>Cancel</Button>
)

function Asking({ session, vm }: Props) {
  return (
    <StateCard title="Asking CloudStack for the console" buttons={cancel(session)}>
      <p>CloudStack names a console proxy for {vm.name}.</p>
    </StateCard>
  )
}

const steps = {
  viewer: 'Fetching the viewer and reaching the console proxy.',
  proxy: 'Reaching the console proxy.',
  greeting: 'The console proxy speaks with the hypervisor.',
}

function Connecting({ session, vm, phase }: Of<'connecting'>) {
  return (
    <StateCard title={`Connecting to ${vm.name}`} buttons={cancel(session)}>
      <p>{steps[phase.step]}</p>
    </StateCard>
  )
}

function InUse({ session, vm, phase }: Of<'in-use'>) {
  const [first] = phase.by
  const users = phase.by.map((one) => <li key={`${one.user} ${one.since} ${one.address}`}>{byWhom(one)}</li>)
  return (
    <StateCard
      icon={IconUsers}
      title={first?.mine ? 'In use by you, in another place' : `In use by ${first?.user ?? 'somebody else'}`}
      buttons={
        <>
          <Button variant="filled" onClick={() => session.open({ takeover: true })}>
            Take over
          </Button>
          <Button onClick={() => session.leave('You left it to who is there.')}>Leave it</Button>
        </>
      }
      note={`Taking over closes ${theirOwn(first)} session. It never happens on its own.`}
    >
      <ul>{users}</ul>
      <p>{vm.name} shows its screen to one person at a time. Nothing of it is shown before you choose.</p>
    </StateCard>
  )
}

function TakenOver({ session, view }: Props) {
  const { cause } = view
  const who = cause?.by ?? 'somebody else'
  return (
    <StateCard
      icon={IconPlugConnectedX}
      title={`Taken over by ${who}`}
      buttons={
        <>
          {again(session, 'Take it back…')}
          <SaveButton session={session} view={view} />
          <Button onClick={() => session.leave('You closed it after it was taken over.')}>Close</Button>
        </>
      }
      note={`Taking it back closes the session of ${who}. It never happens on its own.`}
    >
      <p>
        {cause?.text} A VM shows its screen to one person at a time, so yours was closed
        {cause && ` at ${clockText(cause.at)}`}.{view.size && ' What you see is the last picture.'}
      </p>
    </StateCard>
  )
}

function Silent({ session }: Props) {
  return (
    <StateCard icon={IconClockPause} title="The hypervisor does not answer" buttons={again(session, 'Reconnect now')}>
      <p>It was asked after a long silence. Without an answer within seconds the console is opened anew by itself.</p>
    </StateCard>
  )
}

function Lost({ session, view, vm, phase }: Of<'lost'>) {
  const { cause, tries, size } = view
  const coming = phase.delay !== undefined
  const page = <Button onClick={() => openTheirs(vm)}>CloudStack’s own page</Button>
  return (
    <StateCard
      icon={IconPlugX}
      title={coming ? 'The console was lost' : 'The console could not be opened again'}
      buttons={
        <>
          {again(session, coming ? 'Reconnect now' : 'Try again')}
          {coming ? cancel(session) : page}
          <CheckButton vm={vm} />
        </>
      }
      note={coming ? `It comes back by itself: try ${tries} of 8.` : 'After 8 tries it is not tried again by itself.'}
    >
      <p>
        {cause?.text} {size && 'What you see is the last picture.'}
      </p>
    </StateCard>
  )
}

function NoProxy({ session, view, vm }: Props) {
  const buttons = (
    <>
      {again(session, 'Try again')}
      <CheckButton vm={vm} />
    </>
  )
  return (
    <StateCard icon={IconClockPause} title="No console proxy is ready" buttons={buttons}>
      <p>{view.cause?.text}</p>
      <p>CloudStack starts one by itself when a console is wanted, which takes a few minutes.</p>
    </StateCard>
  )
}

function Refused({ session, view, vm }: Props) {
  const buttons = (
    <>
      {again(session, 'Try again')}
      <CheckButton vm={vm} />
    </>
  )
  return (
    <StateCard icon={IconShieldX} title="The console was refused" buttons={buttons}>
      <p>{view.cause?.text}</p>
    </StateCard>
  )
}

function Elsewhere({ session, phase }: Of<'elsewhere'>) {
  const open = () => {
    showPage(phase.url)
    // The way in is good once and for a minute or two.
    session.leave('It was opened on CloudStack’s own page.')
  }
  return (
    <StateCard
      icon={IconExternalLink}
      title="Not available here"
      buttons={
        <Button variant="filled" onClick={open}>
          Open CloudStack’s page
        </Button>
      }
      note="It opens in a new window, from the console proxy itself."
    >
      <p>{phase.reason}</p>
    </StateCard>
  )
}

function NoViewer({ session, view, vm }: Props) {
  return (
    <StateCard
      icon={IconPlugX}
      title="The viewer did not load"
      buttons={
        <>
          {again(session, 'Try again')}
          <Button onClick={() => openTheirs(vm)}>CloudStack’s own page</Button>
        </>
      }
    >
      <p>{view.cause?.text}</p>
    </StateCard>
  )
}

function Ended({ session, view }: Props) {
  return (
    <StateCard icon={IconPlayerPause} title="The console is closed" buttons={again(session, 'Open it again')}>
      <p>{view.cause?.text}</p>
    </StateCard>
  )
}

/** The state a console is in, when that is another than showing its picture. */
export function ConsoleState(props: Props) {
  const { phase } = props.view
  switch (phase.at) {
    case 'idle':
    case 'asking':
      return <Asking {...props} />
    case 'connecting':
      return <Connecting {...props} phase={phase} />
    case 'connected':
      return null
    case 'in-use':
      return <InUse {...props} phase={phase} />
    case 'silent':
      return <Silent {...props} />
    case 'taken-over':
      return <TakenOver {...props} />
    case 'lost':
      return <Lost {...props} phase={phase} />
    case 'not-running':
      return <NotRunning {...props} />
    case 'no-proxy':
      return <NoProxy {...props} />
    case 'refused':
      return <Refused {...props} />
    case 'elsewhere':
      return <Elsewhere {...props} phase={phase} />
    case 'no-viewer':
      return <NoViewer {...props} />
    case 'ended':
      return <Ended {...props} />
  }
}
