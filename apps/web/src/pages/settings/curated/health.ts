import type { CuratedGroup } from './curated.ts'

const name = (rest: string) => `router.health.checks.${rest}`
const minutes = { unit: 'minutes', range: { min: 0 } } as const
const pushed =
  'Routers get it with the next push of their configuration, every router.health.checks.config.refresh.interval.'

/** The guide's "Health checks for Virtual Router", and the notes of the server's own code on what 0 does. */
export const health: CuratedGroup = {
  id: 'health',
  label: 'Health checks',
  parts: [
    {
      title: 'Schedule',
      about:
        'The routers run the checks by themselves; the management server tells them how, and fetches what came out. Both must be slower than the checks: at least twice the basic and twice the advanced interval, so that there are new results in between.',
      settings: [
        {
          name: name('enabled'),
          what: 'Allows health checks to be run and read.',
          beware: 'false stops every scheduled check, and fresh checks are refused.',
        },
        {
          name: name('basic.interval'),
          what: 'How often a router runs its basic checks and looks after its services (DHCP, DNS, load balancer, SSH, web server).',
          ...minutes,
          zero: 'no basic check is scheduled, and nothing restarts a service that has stopped',
          reaches: pushed,
        },
        {
          name: name('advanced.interval'),
          what: 'How often a router compares its DHCP, DNS, load balancer and firewall with what CloudStack has on record; this costs more than the basic checks.',
          ...minutes,
          zero: 'no advanced check is scheduled',
          reaches: pushed,
        },
        {
          name: name('config.refresh.interval'),
          what: 'How often the management server tells the routers their intervals, limits, checks left out and what to compare with.',
          ...minutes,
          zero: 'routers are told only when they start or fresh checks are asked for, so they compare with old records',
        },
        {
          name: name('results.fetch.interval'),
          what: 'How often the management server fetches the results, raises alerts, and decides whether to recreate a router.',
          ...minutes,
          zero: 'nothing is fetched: results are as old as the last fresh checks, and no router is recreated',
        },
      ],
    },
    {
      title: 'Limits',
      about: 'What a check is held to. Each stands beside the check that uses it.',
      settings: [
        {
          name: name('free.disk.space.threshold'),
          what: 'disk_space_check fails when a router’s disk has less free space than this.',
          unit: 'MB',
          range: { min: 0 },
          reaches: pushed,
        },
        {
          name: name('max.cpu.usage.threshold'),
          what: 'cpu_usage_check fails when a router’s CPU is busier than this.',
          unit: '%',
          range: { min: 0, max: 100 },
          reaches: pushed,
        },
        {
          name: name('max.memory.usage.threshold'),
          what: 'memory_usage_check fails when a router uses more of its memory than this.',
          unit: '%',
          range: { min: 0, max: 100 },
          reaches: pushed,
        },
      ],
    },
    {
      title: 'Which checks run, and what a failure does',
      settings: [
        {
          name: name('to.exclude'),
          what: 'Scripts in /root/health_checks that the schedule leaves out. Custom checks are left out by their file name.',
          picks: 'scripts',
          reaches: pushed,
        },
        {
          name: name('failures.to.recreate.vr'),
          what: 'Checks whose failure makes CloudStack recreate the router, at the next fetch of results, without asking anybody.',
          picks: 'checks',
          beware:
            'Recreating is a restart of the router’s network or VPC with cleanup: a new router is made, the old one destroyed, and a router without a partner takes its networks’ gateway, DHCP and DNS away for that time. A limit set too tight, or a check that fails everywhere, restarts router after router, at each fetch again. CloudStack looks for a check’s name anywhere in this text, so dns_check.py also catches a failing check named dns_check.',
        },
      ],
    },
  ],
}
