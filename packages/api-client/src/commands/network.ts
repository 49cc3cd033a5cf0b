import * as z from 'zod'
import { flag, id, job, list, paging, project, scope, success, text } from '../define.ts'

const service = z.looseObject({
  name: z.string(),
  provider: z.array(z.looseObject({ name: z.string() })).optional(),
  capability: z
    .array(
      z.looseObject({
        name: z.string(),
        value: z.string().optional(),
        canchooseservicecapability: z.boolean().optional(),
      }),
    )
    .optional(),
})

/** Recorded: `listNetworks`. */
export const network = z.looseObject({
  id: z.string(),
  name: z.string(),
  displaytext: z.string().optional(),
  /** Isolated, Shared or L2. */
  type: z.string().optional(),
  traffictype: z.string().optional(),
  /** Allocated, Setup, Implementing, Implemented, Shutdown, Destroy. Only Implemented and Setup may be restarted. */
  state: z.string().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  gateway: z.string().optional(),
  netmask: z.string().optional(),
  cidr: z.string().optional(),
  networkofferingid: z.string().optional(),
  networkofferingname: z.string().optional(),
  issystem: z.boolean().optional(),
  vlan: z.string().optional(),
  broadcasturi: z.string().optional(),
  dns1: z.string().optional(),
  dns2: z.string().optional(),
  acltype: z.string().optional(),
  account: z.string().optional(),
  projectid: z.string().optional(),
  project: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  networkdomain: z.string().optional(),
  physicalnetworkid: z.string().optional(),
  restartrequired: z.boolean().optional(),
  vpcid: z.string().optional(),
  vpcname: z.string().optional(),
  ispersistent: z.boolean().optional(),
  redundantrouter: z.boolean().optional(),
  created: z.string().optional(),
  publicmtu: z.number().optional(),
  privatemtu: z.number().optional(),
  service: z.array(service).optional(),
  hasannotations: z.boolean().optional(),
})
export type Network = z.output<typeof network>

/** Recorded: `listVPCs`. */
export const vpc = z.looseObject({
  id: z.string(),
  name: z.string(),
  displaytext: z.string().optional(),
  /** Enabled or Inactive. */
  state: z.string().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  cidr: z.string().optional(),
  vpcofferingid: z.string().optional(),
  vpcofferingname: z.string().optional(),
  account: z.string().optional(),
  projectid: z.string().optional(),
  project: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  networkdomain: z.string().optional(),
  restartrequired: z.boolean().optional(),
  redundantvpcrouter: z.boolean().optional(),
  distributedvpcrouter: z.boolean().optional(),
  regionlevelvpc: z.boolean().optional(),
  network: z.array(network).optional(),
  service: z.array(service).optional(),
  created: z.string().optional(),
  publicmtu: z.number().optional(),
  hasannotations: z.boolean().optional(),
})
export type Vpc = z.output<typeof vpc>

/** `cleanup` makes the successor first and wins over `livepatch` (recorded: `restartNetwork.cleanup`, `.both`). */
const restart = { id, cleanup: flag.optional(), makeredundant: flag.optional(), livepatch: flag.optional() }

export const networkCommands = {
  listNetworks: list('network', network, {
    id: id.optional(),
    name: text.optional(),
    type: text.optional(),
    acltype: text.optional(),
    traffictype: text.optional(),
    networkfilter: text.optional(),
    zoneid: id.optional(),
    vpcid: id.optional(),
    physicalnetworkid: id.optional(),
    networkofferingid: id.optional(),
    associatednetworkid: id.optional(),
    supportedservices: text.optional(),
    forvpc: flag.optional(),
    issystem: flag.optional(),
    restartrequired: flag.optional(),
    specifyipranges: flag.optional(),
    canusefordeploy: flag.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  listVPCs: list('vpc', vpc, {
    id: id.optional(),
    name: text.optional(),
    displaytext: text.optional(),
    state: text.optional(),
    cidr: text.optional(),
    zoneid: id.optional(),
    vpcofferingid: id.optional(),
    supportedservices: text.optional(),
    restartrequired: flag.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  /** An offering of another size makes its routers anew. Isolated networks only. Reference §3.3. */
  updateNetwork: job(z.looseObject({ network }), {
    id,
    name: text.optional(),
    displaytext: text.optional(),
    networkofferingid: id.optional(),
    changecidr: flag.optional(),
    forced: flag.optional(),
    updateinsequence: flag.optional(),
  }),
  restartNetwork: job(success, restart),
  restartVPC: job(success, restart),
} as const
