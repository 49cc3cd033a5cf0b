import type { Cluster, Configuration, Template } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'

/** A VM made from another template than the one its zone names now. */
export interface Behind {
  kind: 'router' | 'system-vm'
  id: string
  name: string
  templatename: string
}

/** What a zone's hypervisor should make routers from, and how that stands. */
export interface Standing {
  zoneid: string
  zonename: string
  hypervisor: string
  /** `router.template.kvm` */
  setting: string
  /** The template's name, as the setting says for this zone. */
  wanted: string | undefined
  /** This zone has a value of its own. */
  own: boolean
  /** The setting is not dynamic here: the management server reads it when it starts (recorded of XenServer's). */
  restart: boolean
  template: Template | undefined
  /** Why new routers cannot be made from it. */
  trouble: string | undefined
  /** What proxies and secondary storage VMs are made from: the newest ready SYSTEM template. */
  system: Template | undefined
  on: number
  behind: readonly Behind[]
  minimum: string | undefined
}

export interface Known {
  clusters: readonly Cluster[]
  /** SYSTEM and ROUTING templates, a row a zone. */
  templates: readonly Template[]
  /** Settings by zone id; `''` everybody's. */
  settings: ReadonlyMap<string, readonly Configuration[]>
  routers: readonly RouterRow[]
  systemVms: readonly SystemVmRow[]
}

const settingOf = (hypervisor: string) => `router.template.${hypervisor.toLowerCase()}`
const rowOf = (settings: readonly Configuration[] | undefined, name: string) =>
  settings?.find((setting) => setting.name === name)
const valueOf = (settings: readonly Configuration[] | undefined, name: string) => rowOf(settings, name)?.value

/** One line a zone and hypervisor, as its clusters have them. Template selection: reference §3.7. */
export function standings(known: Known): Standing[] {
  const places = new Map<string, Cluster>()
  for (const cluster of known.clusters) places.set(`${cluster.zoneid} ${cluster.hypervisortype ?? ''}`, cluster)
  return [...places.values()]
    .map((cluster) => standingOf(cluster, known))
    .sort((a, b) => a.zonename.localeCompare(b.zonename) || a.hypervisor.localeCompare(b.hypervisor))
}

function standingOf(cluster: Cluster, known: Known): Standing {
  const { zoneid, zonename = zoneid, hypervisortype: hypervisor = '' } = cluster
  const setting = settingOf(hypervisor)
  const [all, mine] = [known.settings.get(''), known.settings.get(zoneid)]
  const wanted = valueOf(mine, setting) ?? valueOf(all, setting)
  const here = known.templates.filter((one) => one.zoneid === zoneid && one.hypervisor === hypervisor)
  // ROUTING before SYSTEM where both have the name.
  const named = here.filter(({ name }) => name === wanted)
  const template = named.find(({ templatetype }) => templatetype === 'ROUTING') ?? named[0]
  const [system] = here
    .filter(({ templatetype, isready }) => templatetype === 'SYSTEM' && isready === true)
    .sort((a, b) => (b.created ?? '').localeCompare(a.created ?? ''))
  const vms = vmsOf(zoneid, hypervisor, known)
  const shouldBe = ({ kind }: Behind) => (kind === 'router' ? wanted : system?.name)
  const behind = vms.filter((vm) => shouldBe(vm) !== undefined && vm.templatename !== shouldBe(vm))
  return {
    zoneid,
    zonename,
    hypervisor,
    setting,
    wanted,
    own: valueOf(mine, setting) !== undefined && valueOf(mine, setting) !== valueOf(all, setting),
    restart: rowOf(all, setting)?.isdynamic === false,
    template,
    trouble: troubleOf(wanted, template, setting),
    system,
    on: vms.length - behind.length,
    behind,
    minimum: valueOf(mine, 'minreq.sysvmtemplate.version') ?? valueOf(all, 'minreq.sysvmtemplate.version'),
  }
}

function troubleOf(wanted: string | undefined, template: Template | undefined, setting: string): string | undefined {
  if (wanted === undefined || wanted === '') return `${setting} names no template`
  if (template === undefined) return 'No template of that name is registered here'
  return template.isready === true ? undefined : `Not ready: ${template.status ?? 'no download has begun'}`
}

/** A stopped router has no hypervisor of its own: its template tells. */
function vmsOf(zoneid: string, hypervisor: string, known: Known): Behind[] {
  const hypervisorOf = new Map(known.templates.map((one) => [one.name, one.hypervisor]))
  const here = (row: RouterRow | SystemVmRow) =>
    row.zoneid === zoneid && (row.hypervisor ?? hypervisorOf.get(row.templatename ?? '')) === hypervisor
  const told = (kind: Behind['kind']) => (row: RouterRow | SystemVmRow) => ({
    kind,
    id: row.id,
    name: row.name,
    templatename: row.templatename ?? '',
  })
  return [...known.systemVms.filter(here).map(told('system-vm')), ...known.routers.filter(here).map(told('router'))]
}

/** How many VMs are made from a template, by its name. */
export function inUse(name: string, { routers, systemVms }: Pick<Known, 'routers' | 'systemVms'>): number {
  return [...routers, ...systemVms].filter((row) => row.templatename === name).length
}

/** CloudStack's format for a hypervisor's images. */
export const formatOf = (hypervisor: string): string =>
  ({ KVM: 'QCOW2', VMware: 'OVA', XenServer: 'VHD', Hyperv: 'VHD', LXC: 'TAR', Ovm3: 'RAW' })[hypervisor] ?? 'VHD'
