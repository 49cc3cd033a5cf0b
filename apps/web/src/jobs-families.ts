import type { QueryClient } from '@tanstack/react-query'
import type { AsyncJob } from '@stratoview/api-client'

/** What a verb or a job changes, in words that outlive a reload; each stands for the queries that show it. */
export type Family = 'router' | 'system-vm' | 'internal-lb' | 'instance' | 'network' | 'host'

const keys: Record<Family, readonly string[]> = {
  router: ['fleet-routers', 'listRouters', 'getRouterHealthCheckResults', 'listVolumes'],
  'system-vm': ['fleet-system-vms', 'listSystemVms', 'listVolumes', 'served-certificates'],
  'internal-lb': ['listInternalLoadBalancerVMs'],
  instance: ['listVirtualMachines'],
  network: ['listNetworks', 'listVPCs'],
  host: ['listHosts', 'findHostsForMigration'],
}

/**
 * Asks again whatever shows one of these families. An answer under way when a job *ends* is thrown away, since it may be
 * older than the end; when one *starts* it is kept, or a hundred starts would never let one list arrive.
 */
export function refresh(client: QueryClient, families: Iterable<Family>, because: 'started' | 'ended'): void {
  const heads = new Set([...new Set(families)].flatMap((family) => keys[family]))
  if (heads.size === 0) return
  if (because === 'ended') for (const head of ['listEvents', 'listAlerts']) heads.add(head)
  void client.invalidateQueries(
    { predicate: ({ queryKey }) => heads.has(String(queryKey[0])) },
    { cancelRefetch: because === 'ended' },
  )
}

/** The families of a job somebody else started, from its Java class and what it works on. */
export function familiesOf({ cmd = '', jobinstancetype = '' }: AsyncJob): Family[] {
  const about = `${cmd} ${jobinstancetype}`
  if (/InternalLoadBalancer|InternalLbVm/i.test(about)) return ['internal-lb']
  if (/RestartNetwork|RestartVPC|UpdateNetwork|\bVpc\b|\bNetwork\b/i.test(about))
    return ['router', 'internal-lb', 'network']
  if (/Router/i.test(about)) return ['router']
  if (/MigrateSystemVM|ScaleSystemVM/i.test(about)) return ['system-vm', 'router', 'internal-lb', 'host']
  if (/SystemVm|ConsoleProxy|SecondaryStorageVm|UploadCustomCertificate/i.test(about)) return ['system-vm']
  if (/Host/i.test(jobinstancetype) || /MaintenanceCmd/i.test(cmd))
    return ['host', 'router', 'system-vm', 'internal-lb', 'instance']
  if (/VirtualMachine/i.test(jobinstancetype)) return ['instance']
  return []
}

/** `…router.StopRouterCmd` → `stopRouter`, CloudStack's own name of it. */
export function commandOfJob({ cmd = '' }: Pick<AsyncJob, 'cmd'>): string {
  const name = (cmd.split('.').at(-1) ?? '').replace(/Cmd(ByAdmin)?$/, '')
  return name === '' ? 'job' : name.charAt(0).toLowerCase() + name.slice(1)
}
