/**
 * What a router's check tells, in plain words. Our advice, worded as advice; CloudStack's own words are in `details`.
 * Apart from `health.ts`, since the list of routers needs verdicts and not these texts.
 */
export interface CheckMeaning {
  /** What is wrong when it fails. */
  means: string
  /** What is right when it passes. */
  passes: string
  /** What a WARNING says. */
  warns: string
  /** Who feels it. */
  affects: string
  /** What to try, in order. */
  todo: string
}

const meaning = (means: string, passes: string, warns: string, affects: string, todo: string): CheckMeaning => ({
  means,
  passes,
  warns,
  affects,
  todo,
})

/**
 * Every check that CloudStack 4.14 to 4.22 has: the two the management server writes itself, the four services, and the
 * nine scripts of the system VM template. A Map, so that a check named `constructor` is not found by accident.
 */
const checkMeanings: ReadonlyMap<string, CheckMeaning> = new Map([
  [
    'connectivity.test',
    meaning(
      'The management server cannot reach the router',
      'The management server reaches the router',
      'The management server had trouble reaching the router',
      'Nothing is known about the router’s services: they may work or not. Changes to its network do not arrive.',
      'Look at the router’s host first, and whether other routers on it are out of contact too. If the router runs but stays silent, consider restarting its network with cleanup.',
    ),
  ],
  [
    'filesystem.writable.test',
    meaning(
      'The router’s disk is read-only',
      'The router can write to its disk',
      'The router may not be able to write to its disk',
      'No other check can run. New leases, names and rules are not saved; running instances may keep working.',
      'Check the primary storage that holds the router’s volume. A reboot may bring the disk back; if not, restart the network with cleanup: a new router is up before this one goes.',
    ),
  ],
  [
    'dhcp.service',
    meaning(
      'DHCP and DNS have stopped',
      'Instances can get an address',
      'DHCP and DNS may not be working',
      'New or restarted instances get no address and names do not resolve; instances that hold a lease keep it until it ends.',
      'Try a reboot of the router. If it comes back, look at dnsmasq’s messages in /var/log on the router.',
    ),
  ],
  [
    'loadbalancing.service',
    meaning(
      'Load balancing has stopped',
      'The load balancer runs',
      'Load balancing may not be working',
      'Connections to the load-balanced addresses are refused; instances themselves keep running.',
      'Look at haproxy’s messages on the router: a bad rule keeps it from starting. Then try a restart of the network without cleanup, which sends the rules again.',
    ),
  ],
  [
    'ssh.service',
    meaning(
      'The router’s SSH service has stopped',
      'The host can manage the router',
      'The router’s SSH service may not be working',
      'CloudStack manages the router by SSH: changes to its networks fail. Traffic that flows keeps flowing.',
      'Use the router’s console to look, or try a reboot of the router.',
    ),
  ],
  [
    'webserver.service',
    meaning(
      'User data and passwords are not served',
      'User data and passwords are served',
      'User data and passwords may not be served',
      'Instances that start now get no user data, no SSH key and no new password; running ones do not notice.',
      'Try a reboot of the router. If it comes back, look at apache2’s messages in /var/log on the router.',
    ),
  ],
  [
    'disk_space_check.py',
    meaning(
      'The router’s disk is almost full',
      'The router has disk space left',
      'The router’s disk is getting full',
      'DHCP leases and DNS entries may no longer be written. Running instances keep working; new or restarted ones may get no address.',
      'Look first: logs in /var/log are the usual cause. If logs filled it, rotate them: logrotate -f /etc/logrotate.conf. If it comes back, restart the network with cleanup: a new router is up before this one goes.',
    ),
  ],
  [
    'cpu_usage_check.py',
    meaning(
      'The router’s CPU use is over the limit',
      'CPU use is within the limit',
      'CPU use is near the limit',
      'Traffic through the router may be slow and connections may drop at peaks.',
      'See what uses it: much traffic, or one process. If it is traffic, consider a larger router offering; compare with the limit that is set.',
    ),
  ],
  [
    'memory_usage_check.py',
    meaning(
      'The router’s memory use is over the limit',
      'Memory use is within the limit',
      'Memory use is near the limit',
      'Services of the router may be killed for lack of memory: DHCP, DNS or load balancing then stop.',
      'See which process holds it; a reboot of the router frees it. If it comes back, consider a larger router offering.',
    ),
  ],
  [
    'gateways_check.py',
    meaning(
      'A gateway does not answer',
      'The gateways answer',
      'A gateway may not answer',
      'Instances behind the router may not reach other networks or the internet by that gateway.',
      'Ping the gateway from the router and check the physical network and VLAN. Some gateways do not answer ping: then consider excluding this check.',
    ),
  ],
  [
    'router_version_check.py',
    meaning(
      'The router’s template or scripts are out of date',
      'Template and scripts are current',
      'The router’s template or scripts may be out of date',
      'Traffic is not affected. Newer features and fixes are missing, and some changes may be refused until the upgrade.',
      'Upgrade when it suits: live patch keeps traffic flowing when only the scripts differ; restart with cleanup brings the new template.',
    ),
  ],
  [
    'dhcp_check.py',
    meaning(
      'An instance is missing from DHCP',
      'All instances are known to DHCP',
      'DHCP entries may differ',
      'An instance that CloudStack knows gets no address when it next asks for one.',
      'The details name the instance’s address. Restarting the network without cleanup sends the entries again.',
    ),
  ],
  [
    'dns_check.py',
    meaning(
      'Names of instances do not resolve',
      'Names of all instances resolve',
      'DNS entries may differ',
      'Other instances of the network cannot find the missing ones by name; addresses still work.',
      'The details name what is missing. Restarting the network without cleanup sends the entries again.',
    ),
  ],
  [
    'haproxy_check.py',
    meaning(
      'Load balancer rules differ',
      'Load balancer rules match',
      'Load balancer rules may differ',
      'Load-balanced traffic may reach the wrong instances or none.',
      'The details name the rule. Restarting the network without cleanup sends the rules again.',
    ),
  ],
  [
    'iptables_check.py',
    meaning(
      'Port forwarding rules differ',
      'Port forwarding rules match',
      'Port forwarding rules may differ',
      'Connections from outside to a forwarded port may fail, or reach what they should not.',
      'The details name the rule. Restarting the network without cleanup sends the rules again.',
    ),
  ],
])

/** Every check that CloudStack itself has. */
export const checkNames: readonly string[] = [...checkMeanings.keys()]

/** `undefined` for a check that is not one of CloudStack's own: an operator's script in the router's template. */
export const meaningOf = (checkname: string): CheckMeaning | undefined => checkMeanings.get(checkname)
