import { HintLayer, Toasts, useFocusReturn } from '@stratoview/ui'
import { Suspense, lazy, useEffect, useRef } from 'react'
import { Outlet, useLocation, useSearchParams } from 'react-router'
import { useJobWatch } from '../jobs.ts'
import { openTasks } from '../jobs-store.ts'
import { useSession } from '../session.ts'
import { useSignedOut } from '../signed-out.ts'
import { useQuestion } from '../vm/ask.ts'
import { useKeys } from './keys.ts'
import { useOverlay } from './overlay.ts'
import { Rail } from './Rail.tsx'
import { ReachBanner } from './ReachBanner.tsx'
import classes from './shell.module.css'
import { TopBar } from './TopBar.tsx'
import { useTaskNotices } from './use-task-notices.ts'

// What is not on the first screen comes when it is first wanted.
const VerbDialog = lazy(async () => ({ default: (await import('../vm/VerbDialog.tsx')).VerbDialog }))
const SignInAgain = lazy(async () => ({ default: (await import('./SignInAgain.tsx')).SignInAgain }))
const JobsTray = lazy(async () => ({ default: (await import('./jobs/JobsTray.tsx')).JobsTray }))
const Palette = lazy(async () => ({ default: (await import('./palette/Palette.tsx')).Palette }))
const KeysHelp = lazy(async () => ({ default: (await import('./KeysHelp.tsx')).KeysHelp }))
const RailDrawer = lazy(async () => ({ default: (await import('./RailDrawer.tsx')).RailDrawer }))

/** The frame round every page, and what may stand over it. */
export function AppShell() {
  const { user } = useSession()
  useEffect(() => openTasks(user.userid), [user.userid])
  useJobWatch()
  useTaskNotices()
  useKeys()
  const [search] = useSearchParams()
  // A window for one thing alone, such as a console, needs no way to all the others.
  const bare = search.get('view') === 'window'
  return (
    <div className={classes.shell} data-bare={bare || undefined}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      {!bare && <Rail />}
      {!bare && <TopBar />}
      <main ref={usePageFocus()} id="page" className={classes.page} tabIndex={-1}>
        <ReachBanner />
        <Outlet />
      </main>
      <Toasts />
      <HintLayer />
      <Suspense fallback={null}>
        <Overlays />
      </Suspense>
    </div>
  )
}

/** Whoever goes to another page by something that went with the one before reads on in the page, and not at the top of the frame. */
function usePageFocus() {
  const page = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current !== pathname && document.activeElement === document.body)
      page.current?.focus({ preventScroll: true })
    before.current = pathname
  }, [pathname])
  return page
}

function Overlays() {
  const signedOut = useSignedOut()
  const question = useQuestion()
  const [overlay, close] = useOverlay()
  useFocusReturn(overlay !== undefined, 'dialog')
  return (
    <>
      {overlay === 'jobs' && <JobsTray onClose={close} />}
      {overlay === 'palette' && <Palette onClose={close} />}
      {overlay === 'keys' && <KeysHelp onClose={close} />}
      {overlay === 'rail' && <RailDrawer onClose={close} />}
      {question !== undefined && <VerbDialog key={keyOf(question)} question={question} />}
      {signedOut && <SignInAgain />}
    </>
  )
}

const keyOf = ({ action, rows }: { action: { id: string }; rows: readonly { id: string }[] }) =>
  [action.id, ...rows.map(({ id }) => id)].join(' ')
