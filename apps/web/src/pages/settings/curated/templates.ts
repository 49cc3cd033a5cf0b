import type { Curated, CuratedGroup } from './curated.ts'

const template = (key: string, hypervisor: string): Curated => ({
  name: `router.template.${key}`,
  what: `The name of the template that routers on ${hypervisor} are made of.`,
  reaches: 'For routers made or rebooted from then on.',
  beware: 'The name must be that of a ready template in the zone: with another one no router can be made.',
})

export const templates: CuratedGroup = {
  id: 'templates',
  label: 'Templates',
  parts: [
    {
      title: 'Versions',
      settings: [
        {
          name: 'minreq.sysvmtemplate.version',
          what: 'The oldest template version a router may have; one below it needs an upgrade, unless its software is the server’s own version (live patch).',
          beware:
            'Raising it marks routers as due for an upgrade at once; with router.version.check they then take no commands.',
        },
        {
          name: 'router.version.check',
          what: 'Refuses to send commands to a router that is too old: “Unable to send command. Router requires upgrade”.',
          beware: 'With false nothing is refused, and the upgrade of many routers picks none.',
        },
        {
          name: 'system.vm.preferred.architecture',
          what: 'Which architecture of a template is taken first for new system VMs.',
          reaches: 'For system VMs made from then on.',
        },
      ],
    },
    {
      title: 'Router templates by hypervisor',
      about:
        'Console proxies and secondary storage VMs take the newest system template of their hypervisor by themselves.',
      settings: [
        template('kvm', 'KVM'),
        template('vmware', 'VMware'),
        template('xenserver', 'XenServer and XCP-ng'),
        template('hyperv', 'Hyper-V'),
        template('lxc', 'LXC'),
        template('ovm3', 'Oracle VM 3'),
      ],
    },
  ],
}
