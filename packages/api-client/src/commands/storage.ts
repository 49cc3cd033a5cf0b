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

/** Recorded: `listImageStores`. */
export const imageStore = z.looseObject({
  id: z.string(),
  name: z.string(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  url: z.string().optional(),
  protocol: z.string().optional(),
  providername: z.string().optional(),
  scope: z.string().optional(),
  readonly: z.boolean().optional(),
  hasannotations: z.boolean().optional(),
})
export type ImageStore = z.output<typeof imageStore>

/** Sizes in bytes. Recorded: `listStoragePools`. */
export const storagePool = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.string().optional(),
  scope: z.string().optional(),
  type: z.string().optional(),
  ipaddress: z.string().optional(),
  path: z.string().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  podid: z.string().optional(),
  podname: z.string().optional(),
  clusterid: z.string().optional(),
  clustername: z.string().optional(),
  capacitybytes: z.number().optional(),
  disksizetotal: z.number().optional(),
  disksizeallocated: z.number().optional(),
  disksizeused: z.number().optional(),
  hypervisor: z.string().optional(),
  provider: z.string().optional(),
  created: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type StoragePool = z.output<typeof storagePool>

export const storageCommands = {
  listImageStores: list('imagestore', imageStore, {
    id: id.optional(),
    name: text.optional(),
    zoneid: id.optional(),
    protocol: text.optional(),
    provider: text.optional(),
    readonly: flag.optional(),
    ...paging,
  }),
  listStoragePools: list('storagepool', storagePool, {
    id: id.optional(),
    name: text.optional(),
    clusterid: id.optional(),
    hostid: id.optional(),
    ipaddress: text.optional(),
    path: text.optional(),
    scope: text.optional(),
    status: text.optional(),
    zoneid: id.optional(),
    podid: id.optional(),
    ...paging,
  }),
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
