import type { Scale } from '@stratoview/ui/console/picture.ts'
import { RemoteSession } from '@stratoview/ui/console/remote-session.ts'
import { explainClose, openWay, readWord, type ConsoleOf } from './way.ts'

/**
 * The consoles of this page, outside of every component: a tab, the console's own page and full screen show the same one,
 * and React's double mounting opens it once. One that nothing shows is closed after a while.
 */
const held = new Map<string, { session: RemoteSession; users: number; timer?: ReturnType<typeof setTimeout> }>()

/** Milliseconds: long enough to look at another tab and come back. */
const linger = 20_000

const scaleKey = 'stratoview.console.scale'
const isScale = (value: string | null): value is Scale => ['fit', 'actual', 'follow'].includes(value ?? '')

export function rememberedScale(): Scale {
  const value = localStorage.getItem(scaleKey)
  return isScale(value) ? value : 'fit'
}
export const rememberScale = (scale: Scale): void => localStorage.setItem(scaleKey, scale)

/** The session of a VM, made when there is none. Drawing may ask as often as it likes. */
export function sessionOf(vm: ConsoleOf): RemoteSession {
  const known = held.get(vm.id)
  if (known) return known.session
  const session = new RemoteSession({
    open: (how) => openWay(vm, how),
    read: readWord,
    explain: explainClose,
    scale: rememberedScale(),
  })
  held.set(vm.id, { session, users: 0 })
  return session
}

/** Keeps it open until the answer is called, and a little longer. */
export function hold(id: string): () => void {
  const entry = held.get(id)
  if (!entry) return () => undefined
  clearTimeout(entry.timer)
  entry.users += 1
  return () => {
    entry.users -= 1
    if (entry.users === 0) entry.timer = setTimeout(() => drop(id), linger)
  }
}

function drop(id: string): void {
  held.get(id)?.session.close()
  held.delete(id)
}
