import { hostile, hostileComment } from './hostile.ts'
import type { Site } from './site.ts'

const day = 86_400_000

/** What isn't well in the demo world, each with a router to look at: the table in docs/demo-world.md. */
export const troubledSites: readonly Site[] = [
  {
    name: 'net-web',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'acme',
    ip: '203.0.113.24',
    vms: 14,
    routers: [
      {
        n: 1042,
        host: 'fra1-kvm-07',
        trouble: 'failing-disk',
        say: {
          'disk_space_check.py': ['FAILED', 'Insufficient free space is 43.2 MB'],
          'gateways_check.py': ['FAILED', "Unreachable gateways found-\n['203.0.113.1']"],
          'cpu_usage_check.py': ['WARNING', 'Missing maxCpuUsage in health_checks_data systemThresholds, skipping'],
          'dhcp_check.py': ['FAILED', 'Missing elements in dhcphosts.txt - \n02:01:00:cd:00:01 10.1.1.73 web-09'],
        },
      },
    ],
  },
  {
    name: 'net-edge-02',
    kind: 'isolated',
    zone: 'ams-1',
    owner: 'kestrel',
    ip: '198.51.100.7',
    vms: 6,
    routers: [
      {
        n: 1013,
        host: 'ams1-kvm-02',
        trouble: 'failing-dhcp',
        say: {
          'dhcp_check.py': [
            'FAILED',
            'Missing elements in dhcphosts.txt - \n02:01:01:1a:00:03 10.1.1.52 edge-03, 02:01:01:1a:00:05 10.1.1.87 edge-05',
          ],
          'dns_check.py': ['FAILED', 'Missing entry in /etc/hosts - 10.1.1.52 edge-03'],
        },
      },
    ],
  },
  {
    name: 'net-ha',
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'shopline',
    ip: '203.0.113.61',
    vms: 5,
    routers: [
      {
        n: 640,
        host: 'fra2-kvm-04',
        pair: 'PRIMARY',
        guest: '10.1.1.144',
        old: true,
        say: { 'loadbalancing.service': ['FAILED', (now) => `down since${Math.floor(now / 1000) - 184}`] },
      },
      { n: 641, host: 'fra2-kvm-09', pair: 'BACKUP', guest: '10.1.1.117', old: true },
    ],
  },
  {
    name: 'vpc-bank',
    kind: 'vpc',
    zone: 'fra-1',
    owner: 'nordbank',
    ip: '203.0.113.88',
    net: '10.3',
    tiers: { 'tier-ledger': 6 },
    routers: [
      { n: 871, host: 'fra1-kvm-03', pair: 'BACKUP', guest: '10.3.1.137', trouble: 'both-backup' },
      { n: 872, host: 'fra1-kvm-11', pair: 'BACKUP', guest: '10.3.1.14', trouble: 'both-backup' },
    ],
  },
  {
    name: 'vpc-split',
    kind: 'vpc',
    zone: 'ams-1',
    owner: 'kestrel',
    ip: '198.51.100.62',
    net: '10.5',
    tiers: { 'tier-split': 3 },
    routers: [
      { n: 1003, host: 'ams1-kvm-01', pair: 'PRIMARY', guest: '10.5.1.61', trouble: 'both-primary' },
      { n: 1004, host: 'ams1-kvm-02', pair: 'PRIMARY', guest: '10.5.1.204', trouble: 'both-primary' },
    ],
  },
  {
    name: 'net-solar',
    kind: 'isolated',
    zone: 'ams-1',
    owner: 'helios',
    ip: '198.51.100.19',
    vms: 3,
    routers: [{ n: 988, host: 'ams1-kvm-05', trouble: 'no-contact' }],
  },
  {
    name: 'vpc-shop',
    kind: 'vpc',
    zone: 'ams-1',
    owner: 'shopline',
    ip: '198.51.100.23',
    net: '10.2',
    tiers: { 'tier-app': 3 },
    routers: [{ n: 1027, host: 'ams1-kvm-05', trouble: 'no-contact' }],
  },
  {
    name: 'net-api',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'acme',
    ip: '203.0.113.140',
    vms: 5,
    routers: [
      {
        n: 902,
        host: 'fra1-kvm-01',
        say: {
          'haproxy_check.py': ['WARNING', 'No data provided to check, skipping'],
          'acme_ntp_check.sh': ['SUCCESS', 'offset 0.0004 s from ntp1.acme.example'],
        },
      },
    ],
  },
  {
    name: 'vpc-data',
    kind: 'vpc',
    zone: 'fra-1',
    owner: 'kestrel',
    ip: '203.0.113.142',
    net: '10.6',
    tiers: { 'tier-lake': 2 },
    routers: [
      {
        n: 915,
        trouble: 'lossy-uplink',
        host: 'fra1-kvm-01',
        old: true,
        say: {
          'cpu_usage_check.py': ['WARNING', 'Missing maxCpuUsage in health_checks_data systemThresholds, skipping'],
        },
      },
    ],
  },
  {
    name: 'net-voip',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'acme',
    ip: '203.0.113.111',
    vms: 2,
    routers: [
      {
        n: 883,
        host: 'fra1-kvm-06',
        trouble: 'failing-gateway',
        say: { 'gateways_check.py': ['FAILED', "Unreachable gateways found-\n['203.0.113.1']"] },
      },
    ],
  },
  {
    name: 'net-desktop',
    kind: 'isolated',
    zone: 'ams-1',
    owner: 'kestrel',
    ip: '198.51.100.46',
    vms: 3,
    routers: [
      {
        n: 774,
        host: 'ams1-esx-01',
        trouble: 'warning-memory',
        say: {
          'memory_usage_check.py': [
            'WARNING',
            'Missing maxMemoryUsage in health_checks_data systemThresholds, skipping',
          ],
        },
      },
    ],
  },
  {
    name: 'net-labs',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'helios',
    ip: '203.0.113.148',
    vms: 2,
    routers: [
      {
        n: 948,
        host: 'fra1-kvm-02',
        trouble: 'unknown-check',
        say: { 'helios_quota_check.py': ['UNKNOWN', 'quota server did not say'] },
      },
    ],
  },
  {
    name: 'net-time',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'acme',
    ip: '203.0.113.155',
    vms: 1,
    routers: [
      {
        n: 955,
        host: 'fra1-kvm-06',
        say: { 'acme_ntp_check.sh': ['FAILED', 'offset 12.8 s from ntp1.acme.example, more than 0.5 s'] },
      },
    ],
  },
  {
    name: 'net-sandbox-7',
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'helios',
    ip: '203.0.113.9',
    routers: [{ n: 1051, host: 'fra2-kvm-02', state: 'Starting', trouble: 'never-ran' }],
  },
  {
    name: 'net-legacy',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'acme',
    ip: '203.0.113.77',
    vms: 2,
    routers: [
      { n: 655, host: 'fra1-kvm-03', state: 'Stopped', old: true, trouble: 'stale-results', checkedAgo: 3 * day },
    ],
  },
  {
    name: 'net-quarry',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'kestrel',
    ip: '203.0.113.130',
    vms: 2,
    routers: [{ n: 930, host: 'fra1-kvm-12', trouble: 'never-comes-back' }],
  },
  {
    name: 'net-brittle',
    kind: 'isolated',
    zone: 'fra-1',
    owner: 'kestrel',
    ip: '203.0.113.161',
    vms: 2,
    routers: [{ n: 961, host: 'fra1-kvm-12', trouble: 'job-fails' }],
  },
  {
    name: hostile.markup,
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'helios',
    ip: '203.0.113.177',
    displaytext: hostile.markup,
    vms: 1,
    routers: [{ n: 977, host: 'fra2-kvm-06', trouble: 'hostile-output' }],
  },
  {
    name: hostile.rightToLeft,
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'helios',
    ip: '203.0.113.178',
    displaytext: 'a name that turns around',
    vms: 1,
    routers: [{ n: 978, host: 'fra2-kvm-06', trouble: 'cut-bundle' }],
  },
  {
    name: 'net-wordy',
    kind: 'isolated',
    zone: 'fra-2',
    owner: 'helios',
    ip: '203.0.113.179',
    vms: 1,
    routers: [
      {
        n: 979,
        host: 'fra2-kvm-06',
        say: { 'helios_wordy_check.sh': ['SUCCESS', `<b>10 kB of text</b> ${hostileComment.slice(0, 10_000)}`] },
      },
    ],
  },
]
