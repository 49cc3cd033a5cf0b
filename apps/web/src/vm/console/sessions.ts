import type { Scale } from '@stratoview/ui/console/picture.ts'
import { RemoteSession } from '@stratoview/ui/console/remote-session.ts'
import { useSyncExternalStore } from 'react'
import { kept } from '../../kept.ts'
import { borrow, lendTo } from './lending.ts'
import { explainClose, openWay, readWord, type ConsoleOf } from './way.ts'

interface Held {
  session: RemoteSession
  users: number
  timer?: ReturnType<typeof setTimeout>
  /** The window of ours that shows it, when that is another. */
  shownIn?: Window
  /** It belongs to the window that opened this one. */
  giveBack?: () => void
}

/**
 * The consoles of this page, outside of every component: a tab, the console's own page, a window of its own and full
 * screen show the same one, and React's double mounting opens it once. One that nothing shows is closed after a while.
 */
const held = new Map<string, Held>()
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of listeners) listener()
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Milliseconds: long enough to look at another tab and come back. */
const linger = 20_000

const scaleKey = 'stratoview.console.scale'
const isScale = (value: string | null): value is Scale => ['fit', 'actual', 'follow'].includes(value ?? '')

function rememberedScale(): Scale {
  const value = kept.get(scaleKey)
  return isScale(value) ? value : 'fit'
}
export const rememberScale = (scale: Scale): void => kept.set(scaleKey, scale)

/** The session of a VM, made when there is none. Drawing may ask as often as it likes. */
function sessionOf(vm: ConsoleOf): RemoteSession {
  const known = held.get(vm.id)
  if (known) return known.session
  const loan = borrow(vm.id, () => openAnew(vm))
  const session = loan?.session ?? made(vm)
  held.set(vm.id, { session, users: 0, giveBack: loan?.giveBack })
  return session
}

const made = (vm: ConsoleOf) =>
  new RemoteSession({
    open: (how) => openWay(vm, how),
    read: readWord,
    explain: explainClose,
    scale: rememberedScale(),
  })

/** The window that lent it is closing, and its connection with it. */
function openAnew(vm: ConsoleOf): void {
  const entry = held.get(vm.id)
  if (!entry) return
  const replaces = entry.session.view().id
  const session = made(vm)
  held.set(vm.id, { session, users: entry.users })
  session.open({ replaces })
  changed()
}

/** The session of a VM for as long as it is drawn; another one when this window has to open it anew. */
export const useSessionOf = (vm: ConsoleOf): RemoteSession => useSyncExternalStore(subscribe, () => sessionOf(vm))

/** The window of ours that shows a VM's console instead of this one. */
export const useShownIn = (id: string): Window | undefined =>
  useSyncExternalStore(subscribe, () => held.get(id)?.shownIn)

/** Keeps it open until the answer is called, and a little longer. */
export function hold(id: string): () => void {
  const entry = held.get(id)
  if (!entry) return () => undefined
  clearTimeout(entry.timer)
  entry.users += 1
  return () => {
    // It may be another session by now, which this one's users went over to.
    const now = held.get(id)
    if (!now) return
    now.users -= 1
    if (now.users === 0) now.timer = setTimeout(() => drop(id), linger)
  }
}

function drop(id: string): void {
  const entry = held.get(id)
  held.delete(id)
  if (entry?.giveBack) entry.giveBack()
  else entry?.session.close()
}

/** A window that this page opens may show this page's sessions: the same ones, not new connections. */
export const lendConsoles = (): void =>
  lendTo((id, to) => {
    const entry = held.get(id)
    const elsewhere = entry?.shownIn
    if (!entry || (elsewhere && elsewhere !== to && !elsewhere.closed)) return undefined
    const release = hold(id)
    entry.shownIn = to
    changed()
    return {
      session: entry.session,
      over: () => {
        if (entry.shownIn !== to) return
        entry.shownIn = undefined
        // Before that window's document goes, and what is drawn in it.
        entry.session.picture.element.remove()
        document.adoptNode(entry.session.picture.element)
        release()
        changed()
      },
    }
  })
