import type { SystemVm } from '@stratoview/api-client'
import type { Action } from '@stratoview/ui'
import { IconShieldLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { cs, q } from '../../api.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { agentCertificateActions, type WithAgent } from '../../vm/actions/agent-certificate.ts'
import { useVerbs } from '../../vm/use-verbs.tsx'

/** The way to its certificate, and the renewal of its agent's. An agent is a host of its VM's name (recorded: `listHosts.*`). */
export function useCertificateVerbs(vm: SystemVm): Action[] {
  const { apis } = useSession()
  const navigate = useNavigate()
  const verbs = useVerbs<WithAgent>(agentCertificateActions)
  const type = vm.systemvmtype === 'consoleproxy' ? 'ConsoleProxy' : 'SecondaryStorageVM'
  const hosts = useQuery({ ...q(cs.listHosts, { type, name: vm.name }), enabled: apis.has('listHosts') })
  const update: Action = {
    label: 'Update SSL certificate…',
    icon: <IconShieldLock size={16} stroke={1.6} aria-hidden />,
    disabled: apis.has('uploadCustomCertificate') ? false : 'Your role may not call uploadCustomCertificate',
    onSelect: () => void navigate(paths.certificates()),
  }
  return [update, ...verbs.forRow({ ...vm, agentid: hosts.data?.host[0]?.id })]
}
