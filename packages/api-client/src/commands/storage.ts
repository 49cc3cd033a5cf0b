import * as z from 'zod'
import { flag, id, list, paging, project, scope, text } from '../define.ts'

/** `size` in bytes. Recorded: `listVolumes.router`, `listVolumes.systemvm`. */
export const volume = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string().optional(),
  state: z.string().optional(),
  size: z.number().optional(),
  deviceid: z.number().optional(),
  virtualmachineid: z.string().optional(),
  vmname: z.string().optional(),
  vmdisplayname: z.string().optional(),
  vmstate: z.string().optional(),
  vmtype: z.string().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  podid: z.string().optional(),
  podname: z.string().optional(),
  clusterid: z.string().optional(),
  clustername: z.string().optional(),
  storage: z.string().optional(),
  storageid: z.string().optional(),
  storagetype: z.string().optional(),
  provisioningtype: z.string().optional(),
  hypervisor: z.string().optional(),
  path: z.string().optional(),
  templateid: z.string().optional(),
  templatename: z.string().optional(),
  serviceofferingid: z.string().optional(),
  serviceofferingname: z.string().optional(),
  account: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  created: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type Volume = z.output<typeof volume>

export const storageCommands = {
  listVolumes: list('volume', volume, {
    id: id.optional(),
    ids: text.optional(),
    name: text.optional(),
    type: text.optional(),
    state: text.optional(),
    virtualmachineid: id.optional(),
    storageid: id.optional(),
    zoneid: id.optional(),
    podid: id.optional(),
    clusterid: id.optional(),
    hostid: id.optional(),
    /** Needed to see the volumes of routers and system VMs (4.18; root only). */
    listsystemvms: flag.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
} as const
