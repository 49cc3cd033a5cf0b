import * as z from 'zod'
import { act, flag, get, id, job, list, paging, project, scope, text } from '../define.ts'

/** Recorded: `listRouters.with-health`. `success` is true for SUCCESS alone; read `status`. */
export const healthCheckResult = z.looseObject({
  checkname: z.string(),
  checktype: z.string(),
  success: z.boolean().optional(),
  /** SUCCESS, FAILED, WARNING or UNKNOWN; absent before 4.22. */
  status: z.string().optional(),
  lastupdated: z.string().optional(),
  details: z.string().optional(),
})
export type HealthCheckResult = z.output<typeof healthCheckResult>

export const nic = z.looseObject({
  id: z.string(),
  networkid: z.string().optional(),
  networkname: z.string().optional(),
  netmask: z.string().optional(),
  gateway: z.string().optional(),
  ipaddress: z.string().optional(),
  ip6address: z.string().optional(),
  ip6gateway: z.string().optional(),
  isolationuri: z.string().optional(),
  broadcasturi: z.string().optional(),
  traffictype: z.string().optional(),
  type: z.string().optional(),
  isdefault: z.boolean().optional(),
  macaddress: z.string().optional(),
  mtu: z.number().optional(),
})
export type Nic = z.output<typeof nic>

/** A virtual router or an internal load balancer. Recorded: `listRouters`, `listInternalLoadBalancerVMs`. Host, pod and NIC fields are hidden from domain admins. */
export const router = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  zoneid: z.string(),
  zonename: z.string().optional(),
  created: z.string().optional(),
  dns1: z.string().optional(),
  dns2: z.string().optional(),
  networkdomain: z.string().optional(),
  gateway: z.string().optional(),
  podid: z.string().optional(),
  podname: z.string().optional(),
  hostid: z.string().optional(),
  hostname: z.string().optional(),
  hostcontrolstate: z.string().optional(),
  hypervisor: z.string().optional(),
  arch: z.string().optional(),
  linklocalip: z.string().optional(),
  linklocalmacaddress: z.string().optional(),
  linklocalnetmask: z.string().optional(),
  linklocalnetworkid: z.string().optional(),
  publicip: z.string().optional(),
  publicmacaddress: z.string().optional(),
  publicnetmask: z.string().optional(),
  publicnetworkid: z.string().optional(),
  guestipaddress: z.string().optional(),
  guestmacaddress: z.string().optional(),
  guestnetmask: z.string().optional(),
  guestnetworkid: z.string().optional(),
  guestnetworkname: z.string().optional(),
  templateid: z.string().optional(),
  templatename: z.string().optional(),
  serviceofferingid: z.string().optional(),
  serviceofferingname: z.string().optional(),
  account: z.string().optional(),
  projectid: z.string().optional(),
  project: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  isredundantrouter: z.boolean().optional(),
  /** PRIMARY, BACKUP, FAULT or UNKNOWN (UNKNOWN also without a partner). */
  redundantstate: z.string().optional(),
  version: z.string().optional(),
  softwareversion: z.string().optional(),
  scriptsversion: z.string().optional(),
  requiresupgrade: z.boolean().optional(),
  role: z.string().optional(),
  vpcid: z.string().optional(),
  vpcname: z.string().optional(),
  nic: z.array(nic).optional(),
  /** Always false on 4.22 (recorded): never read it, ask `health.ts`. */
  healthchecksfailed: z.boolean().optional(),
  healthcheckresults: z.array(healthCheckResult).optional(),
  hasannotations: z.boolean().optional(),
  jobid: z.string().optional(),
  jobstatus: z.number().optional(),
})
export type Router = z.output<typeof router>

const one = z.looseObject({ router })

export const routerCommands = {
  listRouters: list('router', router, {
    id: id.optional(),
    name: text.optional(),
    state: text.optional(),
    hostid: id.optional(),
    podid: id.optional(),
    zoneid: id.optional(),
    clusterid: id.optional(),
    networkid: id.optional(),
    vpcid: id.optional(),
    forvpc: flag.optional(),
    version: text.optional(),
    healthchecksfailed: flag.optional(),
    fetchhealthcheckresults: flag.optional(),
    arch: text.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  startRouter: job(one, { id }),
  stopRouter: job(one, { id, forced: flag.optional() }),
  rebootRouter: job(one, { id, forced: flag.optional() }),
  destroyRouter: job(one, { id }),
  /** Recorded: `getRouterHealthCheckResults.*`. Fresh checks are synchronous, raise alerts and may recreate the router. */
  getRouterHealthCheckResults: {
    ...get(
      z.looseObject({
        routerhealthchecks: z.looseObject({
          routerid: z.string(),
          healthchecks: z.array(healthCheckResult).default([]),
        }),
      }),
      { routerid: id, performfreshchecks: flag.optional() },
    ),
    actsWhen: 'performfreshchecks',
  },
  /**
   * Reboots every running router of the group whose template is older than its zone's minimum, all at once: both of a pair
   * too. More than one group is 431, none is an empty answer. Recorded: `upgradeRouterTemplate.*`.
   */
  upgradeRouterTemplate: act(
    z.looseObject({
      count: z.number().default(0),
      asyncjobs: z.array(z.looseObject({ jobid: z.string() })).default([]),
    }),
    {
      id: id.optional(),
      zoneid: id.optional(),
      podid: id.optional(),
      clusterid: id.optional(),
      account: text.optional(),
      domainid: id.optional(),
    },
  ),
  changeServiceForRouter: act(one, { id, serviceofferingid: id }),
} as const
