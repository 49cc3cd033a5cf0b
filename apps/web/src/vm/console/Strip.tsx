import { Kbd } from '@stratoview/ui'
import { isLive } from '@stratoview/ui/console/phase.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { useNow } from '../../clock.ts'
import classes from './console.module.css'
import { lasting } from './words.ts'

const said: Record<string, string> = {
  idle: 'Not open',
  asking: 'Asking',
  connecting: 'Connecting',
  silent: 'No answer from the hypervisor',
  lost: 'Lost',
  'in-use': 'In use',
  'taken-over': 'Taken over',
  'not-running': 'Not running',
  'no-proxy': 'No console proxy',
  refused: 'Refused',
  elsewhere: 'Not available here',
  'no-viewer': 'No viewer',
  ended: 'Closed',
}

/** Below the picture: how long, who has the keyboard, how large, and what is not encrypted. */
export function Strip({ session, view }: { session: RemoteSession; view: SessionView }) {
  const now = useNow()
  const { phase, size } = view
  return (
    <footer className={classes.strip}>
      <span data-state={phase.at} className={classes.dot}>
        {phase.at === 'connected' ? `Connected ${lasting(now - phase.since)}` : said[phase.at]}
      </span>
      <Keyboard session={session} view={view} />
      {size && (
        <span>
          {size.width} × {size.height}
        </span>
      )}
      {isLive(phase) && 'secure' in phase && (
        <span className={classes.end}>
          {phase.secure ? 'TLS up to the hypervisor' : 'console proxy to hypervisor without TLS'}
        </span>
      )}
    </footer>
  )
}

function Keyboard({ session, view }: { session: RemoteSession; view: SessionView }) {
  if (!isLive(view.phase)) return null
  if (view.watching) return <span>View only: keys and pointer stay here</span>
  const held = view.held.length > 0 && <b>{view.held.join(' and ')} held down. </b>
  if (view.focused) {
    return (
      <span>
        {held}Keyboard is in the VM, <Kbd>Ctrl Alt Shift</Kbd> releases it
      </span>
    )
  }
  return (
    <span>
      {held}Keyboard is here,{' '}
      <button type="button" className={classes.plain} onClick={() => session.picture.focus()}>
        give it to the VM
      </button>
    </span>
  )
}
