import { useRef, useState, type ReactNode } from 'react'
import { isLive } from '@stratoview/ui/console/phase.ts'
import { VncScreen } from '@stratoview/ui/console/VncScreen.tsx'
import { paths } from '../../paths.ts'
import classes from './console.module.css'
import { ConsoleState } from './States.tsx'
import { Strip } from './Strip.tsx'
import type { ConsoleTarget } from './target.ts'
import { Toolbar } from './Toolbar.tsx'
import { TypePanel } from './TypePanel.tsx'
import { useConsole } from './use-console.ts'

interface Props {
  vm: ConsoleTarget
  title?: ReactNode
  /** fills its place instead of standing in a page */
  whole?: boolean
  /** this is the window of its own already */
  alone?: boolean
  /** a console in another window of ours that this one takes over from */
  replaces?: string
}

/** A VM's console: tools, the picture or the state it is in, and a line about the way to it. */
export function ConsoleView({ vm, title, whole = false, alone = false, replaces }: Props) {
  const { session, view } = useConsole(vm, replaces)
  const [typing, setTyping] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const popOut = () => {
    const address = paths.console(vm.id, { kind: vm.kind, view: 'window', replaces: view.id })
    window.open(address, `console-${vm.id}`, 'popup,width=1080,height=880')
    session.leave('It moved to a window of its own.')
  }
  const fullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : box.current?.requestFullscreen())
  return (
    <div ref={box} className={classes.console} data-whole={whole || undefined}>
      <Toolbar
        session={session}
        view={view}
        vm={vm}
        title={title}
        typing={typing}
        onTyping={setTyping}
        onPopOut={alone ? undefined : popOut}
        onFullScreen={fullScreen}
      />
      <div className={classes.middle}>
        <div className={classes.frame} data-keyboard={(isLive(view.phase) && view.focused) || undefined}>
          {view.phase.at !== 'in-use' && <VncScreen session={session} />}
          <div className={classes.over}>
            <ConsoleState session={session} view={view} vm={vm} />
          </div>
        </div>
        {typing && <TypePanel session={session} view={view} vm={vm} />}
      </div>
      <Strip session={session} view={view} />
    </div>
  )
}
