import type { CuratedGroup } from './curated.ts'

const count = { range: { min: 0 } } as const

export const capacity: CuratedGroup = {
  id: 'capacity',
  label: 'System VM capacity',
  parts: [
    {
      title: 'Console proxies',
      about: 'CloudStack looks at every consoleproxy.capacityscan.interval whether a zone needs one more.',
      settings: [
        {
          name: 'consoleproxy.session.max',
          what: 'How many viewers count as a full proxy when one is chosen; it is no hard limit in the proxy.',
          unit: 'viewers',
          range: { min: 1 },
        },
        {
          name: 'consoleproxy.capacity.standby',
          what: 'How many viewers must still fit: with fewer free, another proxy is started.',
          unit: 'viewers',
          ...count,
        },
        {
          name: 'consoleproxy.launch.max',
          what: 'How many console proxies a zone may have.',
          unit: 'proxies',
          ...count,
        },
        {
          name: 'consoleproxy.capacityscan.interval',
          what: 'How often it is looked whether a proxy must be started; a proxy that was stopped or destroyed comes back within this time.',
          unit: 'ms',
          range: { min: 1 },
        },
      ],
    },
    {
      title: 'Secondary storage VMs',
      settings: [
        {
          name: 'secstorage.session.max',
          what: 'How many transfers a secondary storage VM does at the same time.',
          unit: 'transfers',
          range: { min: 1 },
        },
        {
          name: 'secstorage.capacity.standby',
          what: 'How many transfers must still fit: with fewer free, another secondary storage VM is started.',
          unit: 'transfers',
          ...count,
        },
        {
          name: 'secstorage.capacityscan.interval',
          what: 'How often it is looked whether one must be started.',
          unit: 'ms',
          range: { min: 1 },
        },
        {
          name: 'max.ssvm.count',
          what: 'How many secondary storage VMs a zone may have for moving data between stores.',
          ...count,
        },
        {
          name: 'secstorage.vm.auto.scale.down',
          what: 'Removes secondary storage VMs that were added for a move of data and have nothing to do any more.',
        },
        {
          name: 'secstorage.cmd.execution.time.max',
          what: 'A transfer that takes longer counts as a sign of too little capacity.',
          unit: 'minutes',
          range: { min: 1 },
        },
        {
          name: 'secstorage.max.migrate.sessions',
          what: 'How many copies between stores a secondary storage VM does at the same time.',
          ...count,
        },
        {
          name: 'secondary.storage.capacity.threshold',
          what: 'A store fuller than this share takes nothing new.',
          range: { min: 0, max: 1 },
        },
        {
          name: 'secstorage.allowed.internal.sites',
          what: 'Networks, comma-separated, from which templates may be fetched by a private address.',
          beware: 'Whoever may register a template reaches these networks through the secondary storage VM.',
        },
        {
          name: 'secstorage.service.offering',
          what: 'The id of the system offering for secondary storage VMs; empty is CloudStack’s own.',
          reaches: 'For VMs made from then on.',
        },
        {
          name: 'secstorage.vm.mtu.size',
          what: 'The MTU on the storage side of a secondary storage VM.',
          unit: 'bytes',
          range: { min: 68 },
          reaches: 'For VMs started from then on.',
        },
      ],
    },
    {
      title: 'Every system VM',
      settings: [
        {
          name: 'enable.dynamic.scale.vm',
          what: 'Lets a running VM’s CPU and memory be changed without a stop, where hypervisor and template can.',
        },
        {
          name: 'systemvm.root.disk.size',
          what: 'The size of a system VM’s root disk; −1 is the template’s own.',
          unit: 'GB',
          range: { min: -1 },
          reaches: 'For VMs made from then on.',
        },
      ],
    },
  ],
}
