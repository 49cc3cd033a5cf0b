import type { Random } from './random.ts'
import type { AccountName } from './seed/people.ts'
import type { ZoneName } from './seed/places.ts'
import type { RouterPlan, Site } from './seed/site.ts'

/** Where routers of a zone run: all but the host that is being emptied. */
const hosts: Readonly<Record<ZoneName, readonly string[]>> = {
  'fra-1': ['01', '02', '03', '06', '07', '11', '12'].map((n) => `fra1-kvm-${n}`),
  'fra-2': ['02', '03', '04', '06', '09'].map((n) => `fra2-kvm-${n}`),
  'ams-1': ['ams1-kvm-01', 'ams1-kvm-02', 'ams1-kvm-05', 'ams1-esx-01', 'ams1-esx-02'],
}
/** Half the fleet is in fra-1. */
const zones: readonly ZoneName[] = ['fra-1', 'fra-1', 'fra-1', 'fra-1', 'fra-2', 'fra-2', 'fra-2', 'ams-1', 'ams-1']
const owners: readonly AccountName[] = ['acme', 'nordbank', 'kestrel', 'helios', 'shopline', 'bazaar', 'tenant']
const purposes = ['web', 'api', 'build', 'stage', 'mail', 'desk', 'iot', 'lab', 'shop', 'data', 'edge', 'auth']

/** What goes wrong in a large fleet, and in how many of a thousand routers without a partner. */
const ills: readonly [perMille: number, plan: Partial<RouterPlan>][] = [
  [2, { trouble: 'failing-disk', say: { 'disk_space_check.py': ['FAILED', 'Insufficient free space is 61.9 MB'] } }],
  [
    1,
    {
      trouble: 'failing-dhcp',
      say: { 'dhcp_check.py': ['FAILED', 'Missing elements in dhcphosts.txt - \n02:01:02:3c:00:07 10.1.1.31 web-01'] },
    },
  ],
  [2, { say: { 'haproxy_check.py': ['WARNING', 'No data provided to check, skipping'] } }],
  [1, { trouble: 'no-contact' }],
  [2, { state: 'Stopped', trouble: 'stale-results', checkedAgo: 2 * 86_400_000 }],
  [155, { old: true }],
]

/**
 * `count` more routers as sites: three quarters alone in an isolated network, the rest pairs, half of them of a VPC; a few
 * in a thousand unwell, one in six due for an upgrade. Their networks hold no instances.
 */
export function fleetSites(random: Random, count: number, firstNumber: number): Site[] {
  const sites: Site[] = []
  let n = firstNumber
  while (n < firstNumber + count) {
    const left = firstNumber + count - n
    const site = left > 1 && random.next() < 0.14 ? pairSite(random, n) : singleSite(random, n)
    n += site.routers.length
    sites.push(site)
  }
  return sites
}

/** What every site of the fleet has. Addresses are from 198.18.0.0/15, which is set aside for benchmarks. */
function common(random: Random, n: number) {
  const zone = random.pick(zones)
  const owner = random.pick(owners)
  const ip = `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`
  return { zone, owner, ip, name: `net-${owner}-${random.pick(purposes)}-${n}`, vms: 0 }
}

function singleSite(random: Random, n: number): Site {
  const base = common(random, n)
  const host = random.pick(hosts[base.zone])
  let dice = random.next() * 1000
  for (const [perMille, plan] of ills) {
    if (dice < perMille) return { ...base, kind: 'isolated', routers: [{ n, host, ...plan }] }
    dice -= perMille
  }
  return { ...base, kind: 'isolated', routers: [{ n, host }] }
}

function pairSite(random: Random, n: number): Site {
  const base = common(random, n)
  const [first = '', second = ''] = twoOf(random, hosts[base.zone])
  const old = random.next() < 0.15 ? { old: true as const } : {}
  const routers: RouterPlan[] = [
    { n, host: first, pair: 'PRIMARY', ...old },
    { n: n + 1, host: second, pair: 'BACKUP', ...old },
  ]
  if (random.next() < 0.5) return { ...base, kind: 'isolated', routers }
  const name = base.name.replace('net', 'vpc')
  return { ...base, kind: 'vpc', name, net: `10.${16 + (n % 200)}`, tiers: { 'tier-app': 0 }, routers }
}

function twoOf(random: Random, from: readonly string[]): string[] {
  const first = random.int(0, from.length - 1)
  return [from[first] ?? '', from[(first + 1) % from.length] ?? '']
}
