import { can } from '@stratoview/api-client/can'
import { IconCertificate } from '@tabler/icons-react'
import type { Action, VmRow } from '../action.ts'

/** A system VM with the row its agent has among the hosts. */
export interface WithAgent extends VmRow {
  agentstate?: string
  /** `listHosts`, types ConsoleProxy and SecondaryStorageVM; absent when no agent has ever registered. */
  agentid?: string
}

/** What the cloud's own authority does for an agent. */
export const agentCertificateActions: readonly Action<WithAgent>[] = [
  {
    id: 'provision-certificate',
    label: 'Renew agent certificate',
    icon: IconCertificate,
    can: (row, apis) => can('provision-certificate', 'system-vm', row, apis),
    call: ({ id, name, agentid }) => ({
      command: 'provisionCertificate',
      params: { hostid: agentid, reconnect: true },
      object: { type: 'SystemVm', id, name },
      touches: ['system-vm', 'host'],
    }),
    consequence: (rows) => ({
      lead: `The agent ${rows.length === 1 ? 'reconnects' : 'of each reconnects'} to the management server.`,
      rest: 'It takes a new certificate from CloudStack’s own CA and starts its connection anew: for some seconds it is told of no new session. Consoles and transfers go on. The certificate that browsers see is another one and stays.',
    }),
  },
]
