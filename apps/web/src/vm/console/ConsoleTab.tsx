import type { VmKind } from '@stratoview/api-client/can'
import { EmptyState } from '@stratoview/ui'
import { lazy, Suspense } from 'react'
import { useSession } from '../../session.ts'
import { roleAllows } from './open-verb.tsx'
import type { ConsoleTarget } from './target.ts'

const ConsoleView = lazy(async () => ({ default: (await import('./ConsoleView.tsx')).ConsoleView }))

/** The console as a part of a VM's page, in a chunk of its own. */
export function ConsoleTab(vm: ConsoleTarget & { kind: VmKind }) {
  const { apis } = useSession()
  const may = roleAllows(vm.kind, apis)
  if (may !== true) return <EmptyState>{may}.</EmptyState>
  return (
    <Suspense fallback={null}>
      <ConsoleView vm={vm} />
    </Suspense>
  )
}
