import type { Router, SystemVm } from '@stratoview/api-client'
import { hash } from '../random.ts'
import { cardsOf, type Card, type Guest } from './guest.ts'
import { addressList, routes, rules } from './network-files.ts'
import { isBehind, nicsOf } from './reach.ts'
import type { Entry } from './zip.ts'

const isProxy = ({ type }: Guest) => type === 'ConsoleProxy'
const isRouter = ({ type }: Guest) => type === 'DomainRouter'

/** `2026-11-23 08:21:07,417`, so many seconds before now. */
const at = ({ world }: Guest, secondsAgo: number) =>
  new Date(world.clock.now - secondsAgo * 1000).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')

function management({ world }: Guest): string {
  return String(world.tables.managementServers[0]?.ipaddress ?? '10.0.0.2')
}

/** The instances behind a router, with the card they have in its network. */
function behind({ world, row }: Guest) {
  return world.tables.instances.flatMap((vm) =>
    nicsOf(vm)
      .filter(isBehind(row))
      .map((nic) => ({ name: vm.name, ip: nic.ipaddress ?? '', mac: nic.macaddress ?? '' })),
  )
}

const release = (guest: Guest) =>
  `Cloudstack Release ${(guest.row as SystemVm).version ?? '4.22.0'} Mon Nov  2 10:11:12 UTC 2026`

function hosts(guest: Guest): string {
  const own = cardsOf(guest).find(({ traffic }) => traffic === 'Guest')
  return [
    '127.0.0.1\tlocalhost',
    `127.0.1.1\t${guest.row.name}`,
    ...(own ? [`${own.ip}\tdata-server`] : []),
    ...behind(guest).map(({ name, ip }) => `${ip}\t${name}`),
  ].join('\n')
}

function leases(guest: Guest): string {
  const until = Math.floor(guest.world.clock.now / 1000) + 86_400
  return behind(guest)
    .map(({ name, ip, mac }) => `${until} ${mac} ${ip} ${name} *`)
    .join('\n')
}

function dnsmasqConf(guest: Guest): string {
  const cards = cardsOf(guest).filter(({ traffic }) => traffic === 'Guest')
  return cards
    .flatMap(({ name, ip }: Card) => [
      `dhcp-range=set:interface-${name}-0,${ip},static`,
      `dhcp-option=tag:interface-${name}-0,15,${(guest.row as Router).networkdomain ?? 'cs.internal'}`,
      `dhcp-option=tag:interface-${name}-0,3,${ip}`,
      `dhcp-option=tag:interface-${name}-0,1,255.255.255.0`,
    ])
    .join('\n')
}

/** The agent's log of a system VM, and what a router's scripts log; an agent that is lost says why. */
function cloudLog(guest: Guest): string {
  if (isRouter(guest)) {
    const lines = ['CsHelper.py execute:188', 'CsAddress.py post_config_change', 'configure.py main: Done updating']
    return lines.map((line, index) => `${at(guest, 7_200 - index * 3)}  ${line}`).join('\n')
  }
  const server = management(guest)
  const say = (ago: number, level: string, text: string) =>
    `${at(guest, ago)} ${level}  [cloud.agent.Agent] (main:null) ${text}`
  const beginning = [
    say(
      9_000,
      'INFO',
      `Agent [id = new : type = ${isProxy(guest) ? 'ConsoleProxyResource' : 'NfsSecondaryStorageResource'} : zone = 1]`,
    ),
    say(8_990, 'INFO', `Connecting to host:${server}`),
  ]
  const lost = guest.world.troubles.get(guest.row.id) === 'agent-down'
  if (!lost) return [...beginning, say(8_980, 'INFO', `Connected to the host: ${server}`)].join('\n')
  const tries = Array.from({ length: 240 }, (_, index) =>
    [
      say(2_280 - index * 9, 'INFO', `Reconnecting to host:${server}`),
      say(2_280 - index * 9 - 4, 'ERROR', `Unable to connect to ${server}:8250 due to No route to host`),
    ].join('\n'),
  )
  return [
    ...beginning,
    say(8_980, 'INFO', `Connected to the host: ${server}`),
    say(2_290, 'WARN', 'Lost connection to the server. Dealing with the remaining commands...'),
    ...tries,
  ].join('\n')
}

const daemonLog = (guest: Guest) =>
  Array.from({ length: 40 }, (_, index) => {
    const when = at(guest, 40 * 60 - index * 60).slice(0, 19)
    const words = [
      'systemd[1]: Started Session.',
      'chronyd[412]: Selected source 10.20.0.10',
      'sshd[988]: Accepted publickey for root',
    ]
    return `${when} ${guest.row.name} ${words[hash(`${guest.row.name}${index}`) % words.length]}`
  }).join('\n')

const properties = (guest: Guest) =>
  [
    `host=${management(guest)}`,
    'port=8250',
    `type=${isProxy(guest) ? 'consoleproxy' : 'secstorage'}`,
    `name=${guest.row.name}`,
    `instance=${isProxy(guest) ? 'ConsoleProxy' : 'SecStorage'}`,
    `resource=com.cloud.agent.resource.consoleproxy.ConsoleProxyResource`,
    `private.network.device=eth1`,
    `eth1ip=${(guest.row as SystemVm).privateip ?? ''}`,
    `eth2ip=${(guest.row as SystemVm).publicip ?? ''}`,
  ].join('\n')

const haproxy = (guest: Guest) => {
  const own = cardsOf(guest).find(({ traffic }) => traffic === 'Public')
  return `global\n\tlog 127.0.0.1:3914   local0 warning\n\tmaxconn 4096\n\ndefaults\n\tmode tcp\n\noption forwardfor\n\nlisten stats_on_public ${own?.ip ?? '0.0.0.0'}:8081\n\tmode http`
}

type Maker = (guest: Guest) => string

/** What is there on every system VM. */
const everywhere: Readonly<Record<string, Maker>> = {
  '/etc/cloudstack-release': release,
  '/etc/hosts': hosts,
  '/etc/resolv.conf': ({ row }) => `nameserver ${row.dns1 ?? '127.0.0.1'}`,
  '/var/log/cloud.log': cloudLog,
  '/var/log/daemon.log': daemonLog,
  '/var/cache/cloud/cmdline': ({ row }) =>
    `template=domP type=${'systemvmtype' in row ? row.systemvmtype : 'router'} name=${row.name}`,
}

const onRouters: Readonly<Record<string, Maker>> = {
  '/etc/dnsmasq.conf': () =>
    'domain-needed\nbogus-priv\nresolv-file=/etc/dnsmasq-resolv.conf\nlog-facility=/var/log/dnsmasq.log\nconf-dir=/etc/dnsmasq.d,.dpkg-dist,.dpkg-old,.dpkg-new',
  '/etc/dnsmasq.d/cloud.conf': dnsmasqConf,
  '/etc/dnsmasq-resolv.conf': ({ row }) => `nameserver ${row.dns1 ?? '127.0.0.1'}`,
  '/etc/dhcphosts.txt': (guest) =>
    behind(guest)
      .map(({ name, ip, mac }) => `${mac},set:${ip.replaceAll('.', '_')},${ip},${name},infinite`)
      .join('\n'),
  '/etc/dhcpopts.txt': () => '',
  '/var/lib/misc/dnsmasq.leases': leases,
  '/var/log/dnsmasq.log': (guest) =>
    behind(guest)
      .map(
        ({ ip, mac, name }, index) =>
          `${at(guest, 600 - index).slice(0, 19)} dnsmasq-dhcp[905]: DHCPACK(eth0) ${ip} ${mac} ${name}`,
      )
      .join('\n'),
  '/etc/haproxy/haproxy.cfg': haproxy,
  '/var/log/routerServiceMonitor.log': (guest) => `${at(guest, 120).slice(0, 19)} [Info] Service is Running : dnsmasq`,
}

const onSystemVms: Readonly<Record<string, Maker>> = {
  '/usr/local/cloud/systemvm/conf/agent.properties': properties,
  '/usr/local/cloud/systemvm/conf/consoleproxy.properties': () =>
    'consoleproxy.tcpListenPort=0\nconsoleproxy.httpListenPort=80\nconsoleproxy.jarDir=./applet/\nconsoleproxy.viewerLinger=180',
  '/var/log/patchsystemvm.log': (guest) => `${at(guest, 9_100)} Patching system VM done`,
}

const words: Readonly<Record<string, Maker>> = {
  iptables: (guest) => rules(guest),
  ipaddr: (guest) => addressList(guest),
  iprule: () => '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default',
  iproute: (guest) => routes(guest),
}

/** Scripts in `/opt/cloud/bin` that somebody may ask for. */
const scripts: Readonly<Record<string, Maker>> = {
  'ssvm-check.sh': (guest) => ssvmCheck(guest),
  'ssvm-check': (guest) => ssvmCheck(guest),
}

function ssvmCheck(guest: Guest): string {
  const server = management(guest)
  const lost = guest.world.troubles.get(guest.row.id) === 'agent-down'
  const line = '================================================'
  const ping = lost ? `WARNING: cannot ping ${server}` : `Good: Can ping management server`
  const port = lost
    ? `ERROR: Cannot telnet to management server ${server} port 8250`
    : `Good: Connected to management server ${server} port 8250`
  return [
    line,
    `First DNS server is  ${guest.row.dns1 ?? ''}`,
    'Good: DNS resolves cloudstack.apache.org',
    line,
    ping,
    port,
    line,
    lost ? 'ERROR: Java process not running properly' : 'Good: Java process is running',
    line,
    'Tests Complete. Look for ERROR or WARNING above.',
  ].join('\n')
}

/** Its own alone: somebody may ask for a file called `constructor`. */
const of = (makers: Readonly<Record<string, Maker>>, name: string): Maker | undefined =>
  Object.hasOwn(makers, name) ? makers[name] : undefined

/** One of a list's entries, as the script in the VM treats it; undefined when there is no such file. */
function found(guest: Guest, entry: string): Entry | undefined {
  const [, script] = /^\[(.+)\]$/.exec(entry) ?? []
  if (script !== undefined) {
    const name = script.toLowerCase()
    const make = of({ ...words, ...scripts }, name)
    return make && { name: `${name.replace(/\.(sh|py)$/, '')}.log`, text: `${make(guest)}\n` }
  }
  const word = of(words, entry.toLowerCase())
  if (word) return { name: `${entry.toLowerCase()}.log`, text: `${word(guest)}\n` }
  const make = of({ ...everywhere, ...(isRouter(guest) ? onRouters : onSystemVms) }, entry)
  return make && { name: entry.slice(entry.lastIndexOf('/') + 1), text: `${make(guest)}\n` }
}

/** The files of a bundle, flat as the real one, with the list of what was found and what not. */
export function filesOf(guest: Guest, wanted: readonly string[]): Entry[] {
  const entries: Entry[] = []
  const info: string[] = []
  for (const entry of wanted) {
    const file = found(guest, entry)
    if (file) entries.push(file)
    info.push(file ? entry : `${entry} File Not Found!!`)
  }
  return [...entries, { name: 'fileinfo.txt', text: `${info.join('\n')}\n` }]
}
