import type { World } from './world.ts'

/**
 * The troubles a row may be given, by name: `world.troubles.set(row.id, 'never-comes-back')`.
 *
 * What a trouble does when something is asked of its row is here and in the family's commands; what it looks like at rest
 * (a failing check, a missing agent) is in the row itself, written by the seed.
 */
export const troubles = {
  'never-comes-back': 'a router that stops when told to reboot or start, and stays in Starting for ever',
  'comes-back-unhealthy': 'a router whose disk_space_check.py fails after its next start, and from then on',
  'job-hangs': 'whatever job is started on this object stays pending for ever, and nothing happens to the object',
  'host-goes-down':
    'a router whose host goes down while it, or its successor, starts, or while it is live-patched: what starts stays Stopped, and two minutes later HA starts elsewhere what ran there',
  'job-fails': 'whatever job is started on this object ends with errorcode 530',
  'failing-disk': 'disk_space_check.py answers FAILED, also when fresh checks are run',
  'failing-dhcp': 'dhcp_check.py answers FAILED, also when fresh checks are run',
  'failing-gateway': 'gateways_check.py answers FAILED, also when fresh checks are run',
  'warning-memory': 'memory_usage_check.py answers WARNING, also when fresh checks are run',
  'unknown-check': 'a custom check answers UNKNOWN, also when fresh checks are run',
  'no-contact': 'the router cannot be reached: connectivity.test FAILED; fresh checks answer 530 at once',
  'never-ran': 'health checks have never run for this router; asking for them answers 530',
  'stale-results': 'the scheduled fetch of results does not happen, so they grow old; fresh checks work',
  'both-backup': 'a member of a BACKUP/BACKUP pair: it stays BACKUP until it is restarted',
  'both-primary': 'a member of a PRIMARY/PRIMARY pair: it stays PRIMARY until it is restarted',
  'needs-upgrade': 'requiresupgrade stays true until a restart with cleanup brings a successor',
  'agent-down': 'a system VM whose agent is Disconnected or Alert; a reboot brings it back',
  'refuses-consoles': 'a console proxy for which createConsoleEndpoint answers success: false',
  'hostile-output': 'a router whose diagnostics print escape sequences, markup and text that turns around',
  'lossy-uplink': 'a router that loses every third packet beyond its gateway',
  'cut-bundle': 'a router whose diagnostics files arrive on the secondary storage only in part',
  'host-in-maintenance': 'a host in maintenance',
  'migration-fails': 'whatever host it is sent to, the VM is back where it was and the job has failed',
  'goes-down': 'a host that goes Down while the second VM is leaving it; HA starts what was on it elsewhere after 20 s',
  'slow-list': 'on a zone: a list that goes through its VMs or hosts answers only when the world clock has moved 8 s',
} as const satisfies Record<string, string>

export type TroubleName = keyof typeof troubles
export const troubleNames: readonly string[] = Object.keys(troubles)

/** Throws when nothing of the world has this name. */
export function setTrouble(world: World, of: string, is: TroubleName | null): void {
  const { routers, systemVms, internalLbs, hosts } = world.tables
  const row = [...routers, ...systemVms, ...internalLbs, ...hosts].find(({ name }) => name === of)
  if (!row) throw new RangeError(`Nothing here is called ${of}`)
  if (is === null) world.troubles.delete(row.id)
  else world.troubles.set(row.id, is)
}
