import { can } from '@stratoview/api-client/can'
import { IconStethoscope } from '@tabler/icons-react'
import { paths } from '../../paths.ts'
import type { Action, VmRow } from '../action.ts'

/** Leads to the form: on the VM's own page for one, on a page of their own for several. */
export const diagnose = (kind: 'router' | 'system-vm'): Action<VmRow> => ({
  id: 'run-diagnostics',
  label: 'Run diagnostics',
  icon: IconStethoscope,
  can: (row, apis) => can('run-diagnostics', kind, row, apis),
  call: ({ id, name }) => ({
    command: 'runDiagnostics',
    params: { targetid: id },
    object: { type: kind === 'router' ? 'DomainRouter' : 'SystemVm', id, name },
    touches: [],
  }),
  to: (rows) =>
    rows.length === 1 && rows[0]
      ? (kind === 'router' ? paths.router : paths.systemVm)(rows[0].id, 'diagnostics')
      : paths.diagnostics({ kind, on: rows.map(({ id }) => id).join() }),
})
