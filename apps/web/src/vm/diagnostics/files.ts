/** An entry of a files list (reference §6.2), named as what it is. */
export type Entry = { entry: string } & (
  | { kind: 'word'; runs: string }
  | { kind: 'path' }
  /** Code on the VM is executed, and what it prints is the file. */
  | { kind: 'script'; runs: string }
)

const words: Readonly<Record<string, string>> = {
  iptables: 'iptables-save',
  ipaddr: 'ip address',
  iprule: 'ip rule list',
  iproute: 'ip route show table all',
}

export function entryOf(entry: string): Entry {
  const [, script] = /^\[(.*)\]$/.exec(entry) ?? []
  const word = words[(script ?? entry).toLowerCase()]
  if (word !== undefined) return { entry, kind: 'word', runs: word }
  if (script !== undefined) return { entry, kind: 'script', runs: `/opt/cloud/bin/${script}` }
  return { entry, kind: 'path' }
}

const meanings: readonly (readonly [RegExp, string])[] = [
  [/^\[?iptables\]?$/i, 'Firewall rules in force'],
  [/^\[?ipaddr\]?$/i, 'Addresses of its network cards'],
  [/^\[?iprule\]?$/i, 'Which routing table is used when'],
  [/^\[?iproute\]?$/i, 'Routes of all tables'],
  [/cloudstack-release$/, 'Which CloudStack release it runs'],
  [/dnsmasq\.d\/cloud\.conf$/, 'DHCP ranges and options that CloudStack wrote'],
  [/dnsmasq-resolv\.conf$/, 'Name servers that dnsmasq asks'],
  [/dnsmasq\.conf$/, 'Settings of DHCP and DNS'],
  [/dhcphosts\.txt$/, 'Which MAC gets which address'],
  [/dhcpopts\.txt$/, 'DHCP options of single instances'],
  [/dnsmasq\.leases$/, 'Addresses handed out now'],
  [/dnsmasq\.log$/, 'What DHCP and DNS did'],
  [/etc\/hosts$/, 'Names of the instances'],
  [/resolv\.conf$/, 'Name servers of the VM itself'],
  [/haproxy\.cfg$/, 'Load balancing as configured'],
  [/haproxy\.log$/, 'What load balancing did'],
  [/l2tp\.conf$/, 'Remote access VPN'],
  [/agent\.properties$/, 'How its agent reaches the management server'],
  [/consoleproxy\.properties$/, 'Settings of the console proxy'],
  [/cloud\.log$/, 'What CloudStack’s own scripts and agent did'],
  [/patchsystemvm\.log$/, 'How it was patched at its start'],
  [/routerServiceMonitor\.log$/, 'Services restarted by the monitor'],
  [/daemon\.log$/, 'What the system’s services logged'],
]

/** What a file is for, for the defaults of a 4.22 server; undefined for others. */
export const meaningOfFile = (entry: string): string | undefined => meanings.find(([name]) => name.test(entry))?.[1]

/** What is wrong with an entry that was typed. */
export function entryProblem(entry: string): string | undefined {
  const text = entry.trim()
  if (text === '') return undefined
  if (text.includes(',')) return 'One entry at a time: a comma parts them.'
  if (text.startsWith('[')) {
    return /^\[[\w.-]+\]$/.test(text)
      ? undefined
      : 'A script is its name in square brackets: letters, digits and . _ - only.'
  }
  if (!text.startsWith('/')) return 'A path begins with “/”; a script stands in square brackets.'
  return /^[\w./*?@:+-]+$/.test(text) ? undefined : 'A path may hold letters, digits and . _ - / * ? @ : + only.'
}

/** A setting's list, each entry once. */
export const entriesOf = (list: string | undefined): string[] => [
  ...new Set(
    (list ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
]

/** What `fileinfo.txt` of a bundle says was not there. */
export const missingIn = (fileinfo: string): string[] =>
  fileinfo.split('\n').flatMap((line) => {
    const [, name] = /^(.*?)\s*File Not Found!!\s*$/.exec(line) ?? []
    return name === undefined || name === '' ? [] : [name]
  })
