import * as z from 'zod'
import { act, flag, id, job, list, paging, text } from '../define.ts'

/** A console proxy or secondary storage VM. Recorded: `listSystemVms`. */
export const systemVm = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  /** `consoleproxy`, `secondarystoragevm`; `domainrouter` in the answer of a router's migration. */
  systemvmtype: z.string(),
  zoneid: z.string(),
  zonename: z.string().optional(),
  created: z.string().optional(),
  /** Up, Down, Disconnected, Alert, Connecting, …; absent when no agent has ever registered, which is not Down. */
  agentstate: z.string().optional(),
  disconnected: z.string().optional(),
  version: z.string().optional(),
  activeviewersessions: z.number().optional(),
  podid: z.string().optional(),
  podname: z.string().optional(),
  hostid: z.string().optional(),
  hostname: z.string().optional(),
  hostcontrolstate: z.string().optional(),
  hypervisor: z.string().optional(),
  arch: z.string().optional(),
  dns1: z.string().optional(),
  dns2: z.string().optional(),
  gateway: z.string().optional(),
  networkdomain: z.string().optional(),
  privateip: z.string().optional(),
  privatemacaddress: z.string().optional(),
  privatenetmask: z.string().optional(),
  linklocalip: z.string().optional(),
  linklocalmacaddress: z.string().optional(),
  linklocalnetmask: z.string().optional(),
  publicip: z.string().optional(),
  publicmacaddress: z.string().optional(),
  publicnetmask: z.string().optional(),
  templateid: z.string().optional(),
  templatename: z.string().optional(),
  serviceofferingid: z.string().optional(),
  serviceofferingname: z.string().optional(),
  isdynamicallyscalable: z.boolean().optional(),
  hasannotations: z.boolean().optional(),
  jobid: z.string().optional(),
  jobstatus: z.number().optional(),
})
export type SystemVm = z.output<typeof systemVm>

const one = z.looseObject({ systemvm: systemVm })

export const systemVmCommands = {
  listSystemVms: list('systemvm', systemVm, {
    id: id.optional(),
    name: text.optional(),
    state: text.optional(),
    systemvmtype: text.optional(),
    hostid: id.optional(),
    podid: id.optional(),
    zoneid: id.optional(),
    storageid: id.optional(),
    arch: text.optional(),
    ...paging,
  }),
  startSystemVm: job(one, { id }),
  stopSystemVm: job(one, { id, forced: flag.optional() }),
  rebootSystemVm: job(one, { id, forced: flag.optional() }),
  destroySystemVm: job(one, { id }),
  changeServiceForSystemVm: act(one, { id, serviceofferingid: id }),
} as const
