import { isLive } from '@stratoview/ui/console/phase.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { VncScreen } from '@stratoview/ui/console/VncScreen.tsx'
import classes from './console.module.css'
import { InWindow } from './InWindow.tsx'
import { ConsoleState } from './States.tsx'
import type { ConsoleTarget } from './target.ts'

interface Props {
  session: RemoteSession
  view: SessionView
  vm: ConsoleTarget
  /** another window of ours that has the picture */
  shownIn?: Window
}

/** Where the picture is, or what there is to say instead. */
export function Place({ session, view, vm, shownIn }: Props) {
  const here = shownIn === undefined
  return (
    <div className={classes.frame} data-keyboard={(here && isLive(view.phase) && view.focused) || undefined}>
      {here && view.phase.at !== 'in-use' && <VncScreen session={session} />}
      <div className={classes.over}>
        {shownIn ? <InWindow shownIn={shownIn} /> : <ConsoleState session={session} view={view} vm={vm} />}
      </div>
    </div>
  )
}
