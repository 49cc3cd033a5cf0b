import { toastStore } from '@stratoview/ui'
import type { RemoteSession } from '@stratoview/ui/console/remote-session.ts'

/** A session for another window to show. `over` takes it back. */
interface Loan {
  session: RemoteSession
  over(): void
}
type Lend = (id: string, to: Window) => Loan | undefined

/** What a window of ours offers those that it opened. Only pages of our own origin get to it. */
interface Lender {
  lend(id: string, to: Window, gone: () => void): Loan | undefined
}

declare global {
  interface Window {
    stratoviewConsoles?: Lender
  }
}

/** Offers this window's sessions to those it opens. When this window goes, its borrowers are told. */
export function lendTo(lend: Lend): void {
  if (window.stratoviewConsoles) return
  const out = new Map<Loan, () => void>()
  window.stratoviewConsoles = {
    lend: (id, to, gone) => {
      const loan = lend(id, to)
      if (!loan) return undefined
      const lent: Loan = {
        session: loan.session,
        over: () => {
          out.delete(lent)
          loan.over()
        },
      }
      out.set(lent, gone)
      return lent
    },
  }
  window.addEventListener('pagehide', () => {
    for (const gone of out.values()) gone()
  })
}

/** The session of a VM from the window that opened this one, when it has it. `gone`: that window closes. */
export function borrow(id: string, gone: () => void): { session: RemoteSession; giveBack: () => void } | undefined {
  const lender = lenderOf(window.opener as Window | null)
  const loan = lender?.lend(id, window, () => {
    removeEventListener('pagehide', giveBack)
    toastStore.show({
      tone: 'info',
      title: 'The console was opened anew',
      text: 'The window that it came from was closed, and its connection with it.',
    })
    gone()
  })
  if (!loan) return undefined
  function giveBack(): void {
    removeEventListener('pagehide', giveBack)
    loan?.over()
  }
  addEventListener('pagehide', giveBack)
  return { session: loan.session, giveBack }
}

/** A window of another origin throws at every look into it. */
function lenderOf(opener: Window | null): Lender | undefined {
  try {
    return opener?.stratoviewConsoles
  } catch {
    return undefined
  }
}
