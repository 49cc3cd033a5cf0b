import type { Action } from '@stratoview/ui'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { internalLbActions } from '../../vm/actions/internal-lb.ts'
import { routerActions } from '../../vm/actions/router.ts'
import { systemVmActions } from '../../vm/actions/system-vm.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { search, verbIn } from './search.ts'
import type { Found } from './search.ts'
import type { Findable } from './use-found.ts'

/** One line of the palette: a thing to open, or a verb to run. */
export interface Entry {
  key: string
  label: string
  /** CloudStack's name of the thing, in mono. */
  name?: string
  detail: string
  /** Why it cannot be run now. */
  disabled?: string
  run(): void
  /** Whose verbs Tab shows. */
  of?: Found
}

const SHOWN = 12
const labels = [...new Set([...routerActions, ...systemVmActions, ...internalLbActions].map(({ label }) => label))]

/** @param of the thing whose verbs are shown instead of everything */
export function useEntries({ items, rows }: Findable, query: string, of: Found | undefined): Entry[] {
  const navigate = useNavigate()
  const routers = useVerbs(routerActions)
  const systemVms = useVerbs(systemVmActions)
  const lbs = useVerbs(internalLbActions)
  return useMemo(() => {
    const byId = <Row extends { id: string }>(list: readonly Row[], id: string) => list.find((row) => row.id === id)
    const verbsOf = ({ kind, id }: Found): Action[] => {
      const router = kind === 'router' ? byId(rows.routers, id) : undefined
      if (router !== undefined) return routers.forRow(router)
      const systemVm = kind === 'system-vm' ? byId(rows.systemVms, id) : undefined
      if (systemVm !== undefined) return systemVms.forRow(systemVm)
      const lb = kind === 'internal-lb' ? byId(rows.internalLbs, id) : undefined
      return lb === undefined ? [] : lbs.forRow(lb)
    }
    const verbEntry = (found: Found, { label, disabled, hint, onSelect }: Action): Entry => ({
      key: `${found.id} ${label}`,
      label,
      name: found.name,
      detail: disabled || hint || found.detail,
      disabled: disabled || undefined,
      run: onSelect,
    })
    if (of !== undefined) {
      return verbsOf(of)
        .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
        .map((action) => verbEntry(of, action))
    }
    const verb = verbIn(query, labels)
    const verbs =
      verb === undefined
        ? []
        : search(items, verb.rest, SHOWN).flatMap((found) =>
            verbsOf(found)
              .filter(({ label }) => label.toLowerCase().startsWith(verb.verb))
              .map((action) => verbEntry(found, action)),
          )
    const things = (
      query.trim() === '' ? items.filter(({ kind }) => kind === 'page') : search(items, query, SHOWN)
    ).map((found): Entry => ({
      key: found.id,
      label: found.kind === 'page' ? found.name : '',
      name: found.kind === 'page' ? undefined : found.name,
      detail: found.detail,
      run: () => void navigate(found.to),
      of: found.kind === 'page' || found.kind === 'instance' ? undefined : found,
    }))
    return [...things, ...verbs].slice(0, SHOWN)
  }, [items, lbs, navigate, of, query, routers, rows, systemVms])
}
