import { lazy, Suspense } from 'react'
import type { ConsoleTarget } from './target.ts'

const ConsoleView = lazy(async () => ({ default: (await import('./ConsoleView.tsx')).ConsoleView }))

/** The console as a part of a VM's page, in a chunk of its own. */
export function ConsoleTab(vm: ConsoleTarget) {
  return (
    <Suspense fallback={null}>
      <ConsoleView vm={vm} />
    </Suspense>
  )
}
