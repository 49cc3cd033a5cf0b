import { useRef, useState, type ReactNode } from 'react'
import { toastStore } from '@stratoview/ui'
import { paths } from '../../paths.ts'
import classes from './console.module.css'
import { Place } from './Place.tsx'
import { lendConsoles } from './sessions.ts'
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
  const { session, view, shownIn } = useConsole(vm, replaces)
  const [typing, setTyping] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const popOut = () => {
    lendConsoles()
    const address = paths.console(vm.id, { kind: vm.kind, view: 'window', replaces: view.id })
    if (window.open(address, `console-${vm.id}`, 'popup,width=1080,height=880')) return
    const text = 'Allow pop-up windows for this address, or use the full screen.'
    toastStore.show({ tone: 'fail', title: 'The browser opened no window', text })
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
        onPopOut={alone || shownIn ? undefined : popOut}
        onFullScreen={fullScreen}
      />
      <div className={classes.middle}>
        <Place session={session} view={view} vm={vm} shownIn={shownIn} />
        {typing && <TypePanel session={session} view={view} vm={vm} />}
      </div>
      <Strip session={session} view={view} />
    </div>
  )
}
