import type { Router } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { scoped, select } from '../list.ts'
import { start, stop } from '../lifecycle/router.ts'
import type { Accepted } from '../steps.ts'
import type { World } from '../world.ts'
import { act } from './common.ts'
import { routerFilters, showRouter } from './router.ts'

type Work = (world: World, lb: Router) => Generator<number, void, void>

function lbJob(
  context: Context,
  id: string,
  doing: string,
  cmd: string,
  event: string,
  work: Work,
): Accepted<{ internalloadbalancervm: Router }> {
  const lb = context.world.find('internalLbs', id)
  if (!lb) throw badParameter("Can't find internal lb vm by id", 4350)
  const verb = {
    action: {
      type: `INTERNALLBVM.${event}`,
      doing: `${doing} internal load balancer vm`,
      idLabel: 'Internal LB VM Id: ',
      scheduled: `${doing} internal LB vm: `,
    },
    subject: { type: 'InternalLbVm', id: lb.id, name: lb.name, account: lb.account, domainid: lb.domainid },
    cmd: `admin.internallb.${cmd}`,
    instance: false,
  }
  return act(context, verb, function* () {
    yield* work(context.world, lb)
    return { internalloadbalancervm: showRouter(context, false)(lb) }
  })
}

export const internalLbHandlers: Family<
  'listInternalLoadBalancerVMs' | 'startInternalLoadBalancerVM' | 'stopInternalLoadBalancerVM'
> = {
  listInternalLoadBalancerVMs: (given, context) => ({
    key: 'internalloadbalancervm',
    rows: select(scoped(context.world.tables.internalLbs, given, context.caller), given, routerFilters(context.world)),
    show: showRouter(context, false),
  }),
  startInternalLoadBalancerVM: ({ id }, context) =>
    lbJob(context, id, 'starting', 'StartInternalLBVMCmd', 'START', start),
  stopInternalLoadBalancerVM: ({ id }, context) => lbJob(context, id, 'stopping', 'StopInternalLBVMCmd', 'STOP', stop),
}
