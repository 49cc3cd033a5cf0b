import { cardsOf, type Guest } from './guest.ts'

const bits = (netmask: string) =>
  netmask.split('.').reduce((sum, byte) => sum + Number(byte).toString(2).replaceAll('0', '').length, 0)

const network = (ip: string, netmask: string) => {
  const mask = netmask.split('.').map(Number)
  return ip
    .split('.')
    .map((byte, at) => Number(byte) & (mask[at] ?? 0))
    .join('.')
}

/** `ip address`. */
export function addressList(guest: Guest): string {
  const lo =
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    inet 127.0.0.1/8 scope host lo'
  const cards = cardsOf(guest).map(
    ({ name, mac, ip, netmask }, index) =>
      `${index + 2}: ${name}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast state UP group default qlen 1000\n` +
      `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff\n    inet ${ip}/${bits(netmask)} scope global ${name}`,
  )
  return [lo, ...cards].join('\n')
}

/** `ip route show table all`. */
export function routes(guest: Guest): string {
  const cards = cardsOf(guest)
  const out = cards.find(({ traffic }) => traffic === 'Public')
  const inside = cards.find(({ traffic }) => traffic === 'Management')
  return [
    ...(out?.gateway ? [`default via ${out.gateway} dev ${out.name}`] : []),
    ...(inside?.gateway ? [`10.0.0.0/8 via ${inside.gateway} dev ${inside.name}`] : []),
    ...cards.map(
      ({ name, ip, netmask }) =>
        `${network(ip, netmask)}/${bits(netmask)} dev ${name} proto kernel scope link src ${ip}`,
    ),
  ].join('\n')
}

/** `iptables-save`. */
export function rules(guest: Guest): string {
  const cards = cardsOf(guest)
  const opened = cards.flatMap(({ name, traffic }) => {
    if (traffic === 'Guest')
      return [
        `-A INPUT -i ${name} -p udp -m udp --dport 67 -j ACCEPT`,
        `-A INPUT -i ${name} -p udp -m udp --dport 53 -j ACCEPT`,
      ]
    if (traffic === 'Control')
      return [`-A INPUT -i ${name} -p tcp -m tcp --dport 3922 -m state --state NEW,ESTABLISHED -j ACCEPT`]
    return traffic === 'Public' && 'systemvmtype' in guest.row
      ? [`-A INPUT -i ${name} -p tcp -m state --state NEW -m tcp --dport 443 -j ACCEPT`]
      : []
  })
  return [
    '*filter',
    ':INPUT DROP [0:0]',
    ':FORWARD DROP [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    '-A INPUT -d 224.0.0.18/32 -j ACCEPT',
    '-A INPUT -p icmp -j ACCEPT',
    '-A INPUT -i lo -j ACCEPT',
    ...opened,
    'COMMIT',
  ].join('\n')
}
