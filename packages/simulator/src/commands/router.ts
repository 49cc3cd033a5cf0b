import type { Result, Router } from '@stratoview/api-client'
import { badParameter, internal } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { startJob } from '../jobs.ts'
import { scoped, select } from '../list.ts'
import { freshChecks } from '../lifecycle/health.ts'
import { destroy, reboot, start, stop } from '../lifecycle/router.ts'
import { outdated } from '../lifecycle/upgrade.ts'
import type { Accepted } from '../steps.ts'
import type { World } from '../world.ts'
import { act, truth, withJob } from './common.ts'

/** Fields only admins see (reference §3.3, `DRJ:132-142`). */
const adminFields = [
  'hostid',
  'hostname',
  'hostcontrolstate',
  'podid',
  'podname',
  'publicip',
  'publicmacaddress',
  'publicnetmask',
  'publicnetworkid',
  'gateway',
  'nic',
]

/** A row as this caller sees it. Health results come only when asked for. */
export function showRouter({ world, caller }: Context, withHealth: boolean) {
  const admin = caller.role === 'admin' || caller.role === 'auditor'
  return (router: Router): Router => {
    const shown: Record<string, unknown> = { ...withJob(world, router) }
    delete shown.healthcheckresults
    if (withHealth) shown.healthcheckresults = router.healthcheckresults ?? []
    if (!admin) for (const field of adminFields) delete shown[field]
    return shown as Router
  }
}

export const routerFilters = (world: World) => ({
  same: ['id', 'name', 'state', 'hostid', 'podid', 'zoneid', 'vpcid', 'arch'],
  keyword: ['name', 'state', 'guestnetworkname', 'vpcname', 'redundantstate'] as const,
  by: {
    clusterid: (router: Router, id: string) => world.find('hosts', router.hostid)?.clusterid === id,
    networkid: (router: Router, id: string) =>
      router.guestnetworkid === id || (router.nic ?? []).some((nic) => nic.networkid === id),
    forvpc: (router: Router, flag: string) => (router.vpcid !== undefined) === truth(flag),
    version: (router: Router, version: string) => router.version?.startsWith(version) === true,
    // Recorded: `listRouters.healthchecksfailed`: the filter finds nothing on 4.22, whatever failed.
    healthchecksfailed: (_: Router, flag: string) => !truth(flag),
  },
})

function find({ world, caller }: Context, id: string): Router {
  const router = world.find('routers', id)
  const foreign = caller.role === 'domainadmin' && !`${router?.domainpath}/`.startsWith(`${caller.domainpath}/`)
  if (!router || foreign) throw badParameter("Can't find router by id", 4350)
  return router
}

function verb(doing: string, cmd: string, event: string, context: Context, router: Router) {
  return {
    action: {
      type: `ROUTER.${event}`,
      doing: `${doing} router Vm`,
      idLabel: 'Router Id: ',
      scheduled: `${doing} router: `,
    },
    subject: {
      type: 'DomainRouter',
      id: router.id,
      name: router.name,
      account: router.account,
      domainid: router.domainid,
    },
    cmd: `admin.router.${cmd}`,
    context,
  }
}

type Work = (world: World, router: Router) => Generator<number, Router | void, void>

/** The answer of a router's job is the router as it then is, its own job included (recorded: `stopRouter`). */
function routerJob(
  context: Context,
  id: string,
  doing: string,
  cmd: string,
  event: string,
  work: Work,
): Accepted<{ router: Router }> {
  const router = find(context, id)
  return act(context, verb(doing, cmd, event, context, router), function* () {
    const gone = yield* work(context.world, router)
    return { router: showRouter(context, false)(gone ?? router) }
  })
}

/** Recorded: the jobs of `upgradeRouterTemplate` belong to the routers' accounts, and to the user who asked. */
function rebootAsOwner(context: Context, router: Router): { jobid: string } {
  const { world, caller } = context
  const owner = world.tables.accounts.find(
    ({ name, domainid }) => name === router.account && domainid === router.domainid,
  )
  const { account = caller.account, domainid = caller.domainid, domainpath = caller.domainpath } = router
  const as = { ...caller, account, domainid, domainpath, accountid: owner?.id ?? caller.accountid }
  const accepted = routerJob(context, router.id, 'rebooting', 'RebootRouterCmd', 'REBOOT', reboot)
  return { jobid: startJob(world, as, accepted).jobid }
}

export const routerHandlers: Family<
  | 'listRouters'
  | 'startRouter'
  | 'stopRouter'
  | 'rebootRouter'
  | 'destroyRouter'
  | 'getRouterHealthCheckResults'
  | 'upgradeRouterTemplate'
  | 'changeServiceForRouter'
> = {
  listRouters: (given, context) => ({
    key: 'router',
    rows: select(scoped(context.world.tables.routers, given, context.caller), given, routerFilters(context.world)),
    show: showRouter(context, truth(given.fetchhealthcheckresults)),
  }),
  startRouter: ({ id }, context) => routerJob(context, id, 'starting', 'StartRouterCmd', 'START', start),
  stopRouter: ({ id }, context) => routerJob(context, id, 'stopping', 'StopRouterCmd', 'STOP', stop),
  rebootRouter: ({ id }, context) => routerJob(context, id, 'rebooting', 'RebootRouterCmd', 'REBOOT', reboot),
  destroyRouter: ({ id }, context) => routerJob(context, id, 'destroying', 'DestroyRouterCmd', 'DESTROY', destroy),
  getRouterHealthCheckResults: (given, { world }) => {
    const router = world.find('routers', given.routerid)
    if (!router) throw badParameter("Can't find router by routerId", 4350)
    if (truth(given.performfreshchecks)) freshChecks(world, router)
    if (!router.healthcheckresults?.length) {
      throw internal(
        'Failed to get health check results due to: No health check results found for the router. This could happen for a newly created router. Please wait for periodic results to populate or manually call for checks to execute.',
        9999,
      )
    }
    return { routerhealthchecks: { routerid: router.id, healthchecks: router.healthcheckresults } }
  },
  upgradeRouterTemplate: (given, context) => {
    const jobs = outdated(context.world, given).map((router) => rebootAsOwner(context, router))
    return (jobs.length === 0 ? {} : { count: jobs.length, asyncjobs: jobs }) as Result<'upgradeRouterTemplate'>
  },
  /** Reference §3.3: only a stopped router changes its offering. */
  changeServiceForRouter: (given, context) => {
    const router = find(context, given.id)
    const offering = context.world.find('serviceOfferings', given.serviceofferingid)
    if (!offering?.issystem) {
      throw badParameter(`Cannot upgrade router vm to a non system service offering ${given.serviceofferingid}`, 4350)
    }
    if (router.serviceofferingid !== offering.id && router.state !== 'Stopped') {
      throw badParameter(
        `Unable to upgrade router ${router.name} in state ${router.state}; make sure the router is stopped and not in an error state before upgrading.`,
        4350,
      )
    }
    router.serviceofferingid = offering.id
    router.serviceofferingname = offering.name
    return { router: showRouter(context, false)(router) }
  },
}
