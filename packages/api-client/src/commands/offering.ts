import * as z from 'zod'
import { act, flag, id, list, paging, project, scope, text, whole } from '../define.ts'

/** `memory` in MiB, `cpuspeed` in MHz, `networkrate` in Mb/s. Recorded: `listServiceOfferings.*`. */
export const serviceOffering = z.looseObject({
  id: z.string(),
  name: z.string(),
  displaytext: z.string().optional(),
  state: z.string().optional(),
  cpunumber: z.number().optional(),
  cpuspeed: z.number().optional(),
  memory: z.number().optional(),
  networkrate: z.number().optional(),
  storagetype: z.string().optional(),
  provisioningtype: z.string().optional(),
  offerha: z.boolean().optional(),
  issystem: z.boolean().optional(),
  defaultuse: z.boolean().optional(),
  /** domainrouter, consoleproxy, secondarystoragevm, internalloadbalancervm. */
  systemvmtype: z.string().optional(),
  dynamicscalingenabled: z.boolean().optional(),
  created: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type ServiceOffering = z.output<typeof serviceOffering>

/** Recorded: `listNetworkOfferings`. */
export const networkOffering = z.looseObject({
  id: z.string(),
  name: z.string(),
  displaytext: z.string().optional(),
  state: z.string().optional(),
  traffictype: z.string().optional(),
  guestiptype: z.string().optional(),
  availability: z.string().optional(),
  isdefault: z.boolean().optional(),
  forvpc: z.boolean().optional(),
  conservemode: z.boolean().optional(),
  networkrate: z.number().optional(),
  networkmode: z.string().optional(),
  serviceofferingid: z.string().optional(),
  /** SourceNat's capability `RedundantRouter` = true says that "make redundant" is possible. */
  service: z
    .array(
      z.looseObject({
        name: z.string(),
        provider: z.array(z.looseObject({ name: z.string() })).optional(),
        capability: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
      }),
    )
    .optional(),
  created: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type NetworkOffering = z.output<typeof networkOffering>

export const offeringCommands = {
  /** `issystem` is root only: anyone else gets 431 "Only ROOT admins can access system offerings." */
  listServiceOfferings: list('serviceoffering', serviceOffering, {
    id: id.optional(),
    name: text.optional(),
    state: text.optional(),
    issystem: flag.optional(),
    systemvmtype: text.optional(),
    virtualmachineid: id.optional(),
    zoneid: id.optional(),
    templateid: id.optional(),
    storagetype: text.optional(),
    cpunumber: whole.optional(),
    cpuspeed: whole.optional(),
    memory: whole.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  listNetworkOfferings: list('networkoffering', networkOffering, {
    id: id.optional(),
    name: text.optional(),
    displaytext: text.optional(),
    state: text.optional(),
    traffictype: text.optional(),
    guestiptype: text.optional(),
    availability: text.optional(),
    isdefault: flag.optional(),
    forvpc: flag.optional(),
    zoneid: id.optional(),
    domainid: id.optional(),
    /** Only the offerings that this network can move to. */
    networkid: id.optional(),
    supportedservices: text.optional(),
    ...paging,
  }),
  /** A system offering has `issystem` and a `systemvmtype`; without that one CloudStack takes domainrouter. Reference §3.8. */
  createServiceOffering: act(z.looseObject({ serviceoffering: serviceOffering }), {
    name: text.min(1),
    displaytext: text.optional(),
    cpunumber: whole.optional(),
    cpuspeed: whole.optional(),
    memory: whole.optional(),
    networkrate: whole.optional(),
    issystem: flag.optional(),
    systemvmtype: text.optional(),
    storagetype: text.optional(),
    offerha: flag.optional(),
    dynamicscalingenabled: flag.optional(),
  }),
  /** Parameters as `listApis` has them (recorded); lists of maps go as `serviceproviderlist[0].service=Dhcp`. */
  createNetworkOffering: act(z.looseObject({ networkoffering: networkOffering }), {
    name: text.min(1),
    displaytext: text.optional(),
    traffictype: text.min(1),
    guestiptype: text.min(1),
    serviceofferingid: id.optional(),
    supportedservices: text.optional(),
    serviceproviderlist: z.array(z.strictObject({ service: text, provider: text })).optional(),
    servicecapabilitylist: z
      .array(z.strictObject({ service: text, capabilitytype: text, capabilityvalue: text }))
      .optional(),
    availability: text.optional(),
    conservemode: flag.optional(),
    egressdefaultpolicy: flag.optional(),
    ispersistent: flag.optional(),
    specifyvlan: flag.optional(),
    networkrate: whole.optional(),
    /** Else it is Disabled, and no network can be moved to it. */
    enable: flag.optional(),
  }),
} as const
