import * as z from 'zod'
import { flag, id, job, list, paging, project, scope, text } from '../define.ts'
import { router } from './router.ts'

const one = z.looseObject({ internalloadbalancervm: router })

/**
 * Envelopes `listinternallbvmsresponse`, `startinternallbvmresponse`, `stopinternallbvmresponse`; rows have a router's
 * fields with role INTERNAL_LB_VM. CloudStack has no reboot and no destroy for them, and no health results
 * (recorded: `listInternalLoadBalancerVMs`, `getRouterHealthCheckResults.internal-lb`, `listApis.names`).
 */
export const internalLbCommands = {
  listInternalLoadBalancerVMs: list('internalloadbalancervm', router, {
    id: id.optional(),
    name: text.optional(),
    state: text.optional(),
    hostid: id.optional(),
    podid: id.optional(),
    zoneid: id.optional(),
    networkid: id.optional(),
    vpcid: id.optional(),
    forvpc: flag.optional(),
    fetchhealthcheckresults: flag.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  startInternalLoadBalancerVM: job(one, { id }),
  stopInternalLoadBalancerVM: job(one, { id, forced: flag.optional() }),
} as const
