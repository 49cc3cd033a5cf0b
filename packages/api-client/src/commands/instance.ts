import * as z from 'zod'
import { flag, id, job, list, paging, project, scope, text } from '../define.ts'
import { nic } from './router.ts'

/** A user's VM; system VMs and routers never appear. Recorded: `listVirtualMachines`, `tenant.listVirtualMachines`. */
export const virtualMachine = z.looseObject({
  id: z.string(),
  name: z.string(),
  displayname: z.string().optional(),
  /** For root admins alone. */
  instancename: z.string().optional(),
  state: z.string(),
  account: z.string().optional(),
  userid: z.string().optional(),
  username: z.string().optional(),
  projectid: z.string().optional(),
  project: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  hostid: z.string().optional(),
  hostname: z.string().optional(),
  hostcontrolstate: z.string().optional(),
  hypervisor: z.string().optional(),
  ipaddress: z.string().optional(),
  publicip: z.string().optional(),
  templateid: z.string().optional(),
  templatename: z.string().optional(),
  serviceofferingid: z.string().optional(),
  serviceofferingname: z.string().optional(),
  cpunumber: z.number().optional(),
  cpuspeed: z.number().optional(),
  /** MiB. */
  memory: z.number().optional(),
  ostypeid: z.string().optional(),
  osdisplayname: z.string().optional(),
  arch: z.string().optional(),
  haenable: z.boolean().optional(),
  nic: z.array(nic).optional(),
  created: z.string().optional(),
  hasannotations: z.boolean().optional(),
  jobid: z.string().optional(),
  jobstatus: z.number().optional(),
})
export type VirtualMachine = z.output<typeof virtualMachine>

const one = z.looseObject({ virtualmachine: virtualMachine })

export const instanceCommands = {
  listVirtualMachines: list('virtualmachine', virtualMachine, {
    id: id.optional(),
    ids: text.optional(),
    name: text.optional(),
    state: text.optional(),
    zoneid: id.optional(),
    podid: id.optional(),
    clusterid: id.optional(),
    hostid: id.optional(),
    networkid: id.optional(),
    vpcid: id.optional(),
    templateid: id.optional(),
    serviceofferingid: id.optional(),
    hypervisor: text.optional(),
    /** Comma-separated; `min` is the fastest. */
    details: text.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
  startVirtualMachine: job(one, { id }),
  stopVirtualMachine: job(one, { id, forced: flag.optional() }),
  rebootVirtualMachine: job(one, { id, forced: flag.optional() }),
} as const
