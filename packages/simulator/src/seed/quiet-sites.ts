import type { TroubleName } from '../trouble.ts'
import type { AccountName } from './people.ts'
import type { ZoneName } from './places.ts'
import type { RouterPlan, Site } from './site.ts'

/** number, name, owner, zone, host, public address, instances, `old` when an upgrade is due, `patched` when it was patched instead */
type Line = readonly [number, string, AccountName, ZoneName, string, string, number, ('old' | 'patched')?]

const isolated: readonly Line[] = [
  [604, 'net-build', 'helios', 'fra-2', 'fra2-kvm-03', '203.0.113.12', 2],
  [618, 'net-ci', 'kestrel', 'fra-2', 'fra2-kvm-06', '203.0.113.44', 3],
  [622, 'net-office', 'acme', 'ams-1', 'ams1-kvm-01', '198.51.100.40', 2, 'old'],
  [631, 'net-mail', 'acme', 'fra-2', 'fra2-kvm-02', '203.0.113.46', 1],
  [648, 'net-wiki', 'acme', 'fra-2', 'fra2-kvm-04', '203.0.113.48', 1, 'old'],
  [660, 'net-crm', 'shopline', 'fra-1', 'fra1-kvm-06', '203.0.113.79', 2, 'old'],
  [673, 'net-pos', 'shopline', 'fra-1', 'fra1-kvm-07', '203.0.113.81', 3],
  [684, 'net-bazaar', 'bazaar', 'fra-1', 'fra1-kvm-02', '203.0.113.83', 3],
  [691, 'net-souk', 'bazaar', 'ams-1', 'ams1-esx-01', '198.51.100.44', 1],
  [745, 'net-archive', 'nordbank', 'fra-1', 'fra1-kvm-09', '203.0.113.91', 1],
  [752, 'net-audit', 'nordbank', 'fra-1', 'fra1-kvm-09', '203.0.113.92', 1, 'old'],
  [760, 'net-cards', 'nordbank', 'fra-1', 'fra1-kvm-09', '203.0.113.93', 2],
  [781, 'net-render', 'kestrel', 'ams-1', 'ams1-esx-02', '198.51.100.47', 2, 'old'],
  [788, 'net-scan', 'helios', 'ams-1', 'ams1-esx-02', '198.51.100.48', 1],
  [801, 'net-blog', 'tenant', 'fra-1', 'fra1-kvm-02', '203.0.113.101', 3],
  [826, 'net-games', 'helios', 'fra-2', 'fra2-kvm-09', '203.0.113.51', 2],
  [838, 'net-iot', 'helios', 'fra-1', 'fra1-kvm-11', '203.0.113.104', 2],
  [847, 'net-stage', 'shopline', 'fra-2', 'fra2-kvm-03', '203.0.113.53', 1, 'patched'],
  [859, 'net-print', 'acme', 'ams-1', 'ams1-kvm-01', '198.51.100.51', 1],
  [889, 'net-kiosk', 'bazaar', 'fra-2', 'fra2-kvm-04', '203.0.113.57', 1],
  [893, 'net-badge', 'nordbank', 'fra-1', 'fra1-kvm-12', '203.0.113.112', 1],
  [895, 'net-badge-2', 'nordbank', 'fra-1', 'fra1-kvm-03', '203.0.113.113', 1],
  [896, 'net-forum', 'tenant', 'ams-1', 'ams1-kvm-02', '198.51.100.53', 1],
]

/** What shows only once they are restarted. */
const ills: Readonly<Record<number, TroubleName>> = {
  622: 'needs-upgrade',
  648: 'comes-back-unhealthy',
  660: 'host-goes-down',
  781: 'job-hangs',
  826: 'migration-fails',
}
const troubled = (n: number) => (ills[n] === undefined ? {} : { trouble: ills[n] })

const one = ([n, name, owner, zone, host, ip, vms, template]: Line): Site => ({
  name,
  kind: 'isolated',
  zone,
  owner,
  ip,
  vms,
  routers: [{ n, host, ...(template ? { [template]: true } : {}), ...troubled(n) }],
})

const pair = (first: RouterPlan, second: RouterPlan): RouterPlan[] => [
  { ...first, pair: 'PRIMARY' },
  { ...second, pair: 'BACKUP' },
]

const vpcs: readonly Site[] = [
  {
    name: 'vpc-core',
    kind: 'vpc',
    zone: 'fra-1',
    owner: 'nordbank',
    ip: '203.0.113.31',
    net: '10.4',
    tiers: { 'tier-web': 3, 'tier-db': 2 },
    routers: pair(
      { n: 733, host: 'fra1-kvm-06', guest: '10.4.1.12', old: true },
      { n: 734, host: 'fra1-kvm-12', guest: '10.4.1.19', old: true },
    ),
  },
  {
    name: 'vpc-pay',
    kind: 'vpc',
    zone: 'fra-1',
    owner: 'nordbank',
    ip: '203.0.113.33',
    net: '10.7',
    tiers: { 'tier-pay': 3 },
    routers: pair(
      { n: 712, host: 'fra1-kvm-09', guest: '10.7.1.40' },
      { n: 713, host: 'fra1-kvm-11', guest: '10.7.1.41' },
    ),
  },
  {
    name: 'vpc-mail',
    kind: 'vpc',
    zone: 'fra-2',
    owner: 'acme',
    ip: '203.0.113.18',
    net: '10.8',
    tiers: { 'tier-mx': 2 },
    routers: [{ n: 611, host: 'fra2-kvm-03' }],
  },
  {
    name: 'vpc-lab',
    kind: 'vpc',
    zone: 'fra-2',
    owner: 'tenant',
    ip: '203.0.113.55',
    net: '10.12',
    tiers: { 'tier-bench': 2 },
    routers: pair(
      { n: 812, host: 'fra2-kvm-02', guest: '10.12.1.9' },
      { n: 813, host: 'fra2-kvm-04', guest: '10.12.1.10' },
    ),
  },
  {
    name: 'vpc-store',
    kind: 'vpc',
    zone: 'ams-1',
    owner: 'shopline',
    ip: '198.51.100.57',
    net: '10.13',
    tiers: { 'tier-front': 2, 'tier-stock': 1 },
    routers: pair(
      { n: 864, host: 'ams1-esx-01', guest: '10.13.1.5' },
      { n: 865, host: 'ams1-esx-02', guest: '10.13.1.6' },
    ),
  },
]

/** What runs as it should, but for an upgrade due here and there and a host that is being emptied. */
export const quietSites: readonly Site[] = [
  {
    name: 'net-shared',
    kind: 'shared',
    zone: 'fra-1',
    owner: 'system',
    net: '10.9.0',
    vms: 3,
    routers: [{ n: 16, host: 'fra1-kvm-02' }],
  },
  {
    name: 'net-shared-fra2',
    kind: 'shared',
    zone: 'fra-2',
    owner: 'system',
    net: '10.9.1',
    vms: 1,
    routers: [{ n: 21, host: 'fra2-kvm-09' }],
  },
  ...isolated.map(one),
  ...vpcs,
  {
    name: 'net-twin',
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'kestrel',
    ip: '203.0.113.64',
    vms: 2,
    routers: pair(
      { n: 921, host: 'fra2-kvm-02', guest: '10.1.1.71' },
      { n: 922, host: 'fra2-kvm-09', guest: '10.1.1.72' },
    ),
  },
  {
    name: 'net-apollo',
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'apollo',
    ip: '203.0.113.66',
    vms: 2,
    routers: [{ n: 990, host: 'fra2-kvm-03' }],
  },
]
