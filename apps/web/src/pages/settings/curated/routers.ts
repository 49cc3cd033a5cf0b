import type { CuratedGroup } from './curated.ts'

const seconds = { unit: 'seconds', range: { min: 0 } } as const
const started = 'For routers started from then on.'

export const routers: CuratedGroup = {
  id: 'routers',
  label: 'Router behaviour',
  parts: [
    {
      title: 'What the management server asks, and how often',
      settings: [
        {
          name: 'router.stats.interval',
          what: 'How often the traffic counters of the routers are read, for metering.',
          ...seconds,
          zero: 'traffic is not metered; right when nothing bills by traffic',
        },
        {
          name: 'router.check.interval',
          what: 'How often redundant routers are asked whether they are PRIMARY or BACKUP.',
          ...seconds,
          zero: 'nobody is asked: two PRIMARY routers raise no alert',
        },
        {
          name: 'router.check.poolsize',
          what: 'How many redundant routers are asked at the same time.',
          range: { min: 1 },
        },
        {
          name: 'router.alerts.check.interval',
          what: 'How often the routers’ own alerts are read, such as a service that was restarted.',
          ...seconds,
          zero: 'they are not read',
        },
        {
          name: 'router.aggregation.command.each.timeout',
          what: 'How long a router may take for each part of its configuration when it starts.',
          unit: 'seconds',
          range: { min: 1 },
        },
        {
          name: 'network.router.EnableServiceMonitoring',
          what: 'Watches DHCP, DNS, load balancer, SSH and web server on the routers and restarts what has stopped; the *.service checks come from it.',
          reaches: started,
        },
      ],
    },
    {
      title: 'Redundant routers',
      settings: [
        {
          name: 'router.redundant.vrrp.interval',
          what: 'How often the PRIMARY tells its BACKUP by VRRP that it is there; the BACKUP takes over after about three silences.',
          unit: 'seconds',
          range: { min: 1 },
          reaches: started,
          beware:
            'Both routers of a pair must have the same value: after a change restart their network, or both may believe they lead.',
        },
        {
          name: 'vrouter.redundant.tiers.placement',
          what: 'Which of the pair gets a new tier of a redundant VPC first.',
        },
      ],
    },
    {
      title: 'What a router is given',
      settings: [
        {
          name: 'router.extra.public.nics',
          what: 'How many more public interfaces a VMware router gets at its start, for networks that come later.',
          range: { min: 0, max: 5 },
          reaches: started,
        },
        {
          name: 'router.service.offering',
          what: 'The id of the system offering for routers; empty is that of their network offering.',
          reaches: 'For routers made from then on.',
        },
        {
          name: 'router.logrotate.frequency',
          what: 'When logs on routers and system VMs are rotated, as a systemd calendar time, such as *:00:00 for every hour.',
          reaches: started,
          beware: 'The server takes any text; one that is no calendar time falls back to the default silently.',
        },
        {
          name: 'use.external.dns',
          what: 'Gives instances the zone’s DNS servers instead of the router.',
          reaches: started,
        },
        { name: 'expose.dns.externally', what: 'Lets a router answer DNS on its public side.', reaches: started },
        {
          name: 'vr.public.interface.max.mtu',
          what: 'The largest MTU a network may ask for on the public side of its router.',
          unit: 'bytes',
          range: { min: 68 },
        },
        {
          name: 'vr.private.interface.max.mtu',
          what: 'The largest MTU a network may ask for on the private side of its router.',
          unit: 'bytes',
          range: { min: 68 },
        },
        { name: 'allow.end.users.to.specify.vr.mtu', what: 'Lets users choose the MTU of their networks.' },
        {
          name: 'allow.router.on.disabled.resources',
          what: 'Lets routers start in a disabled zone, pod or cluster or on a disabled host.',
        },
        {
          name: 'systemvm.release.control.ip.on.stop',
          what: 'Gives a system VM’s control address back when it stops.',
        },
      ],
    },
  ],
}
