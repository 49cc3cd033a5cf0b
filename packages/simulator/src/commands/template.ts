import { ApiError, badParameter } from '../api-error.ts'
import type { Context, Family, Given } from '../handler.ts'
import { select } from '../list.ts'
import type { Template } from '../tables.ts'
import type { World } from '../world.ts'
import { truth } from './common.ts'

const ready = (template: Template, flag: string) => (template.isready === true) === truth(flag)

/** How long a tenth of a template's download takes, ms. */
const tenth = 3_000

/** The zones it is registered for, or the reference's reason why not (§3.7). */
function zonesOf({ zoneid, zoneids, templatetype }: Given<'registerTemplate'>, world: World) {
  if (zoneid !== undefined && zoneids !== undefined) {
    throw badParameter('Both zoneid and zoneids cannot be specified at the same time', 4350)
  }
  const ids = (zoneids ?? zoneid)?.split(',')
  if (ids === undefined) throw badParameter('Either zoneid or zoneids is required. Both cannot be null.', 4350)
  const all = ids.includes('-1')
  if (all && ids.length > 1) {
    throw badParameter('Parameter zoneids cannot combine all zones (-1) option with other zones', 4350)
  }
  if (!all && (templatetype === 'SYSTEM' || templatetype === 'BUILTIN')) {
    throw badParameter('System and Builtin templates must be cross zone.', 4350)
  }
  return world.tables.zones.filter((zone) => all || ids.includes(zone.id))
}

function checkRights({ isrouting, templatetype }: Given<'registerTemplate'>, { caller }: Context): void {
  const rooted = truth(isrouting) || ['SYSTEM', 'BUILTIN', 'ROUTING'].includes(templatetype ?? '')
  if (rooted && caller.role !== 'admin') {
    throw new ApiError(531, 'Parameter isrouting can only be specified by a Root Admin, permission denied', {
      cserrorcode: 4365,
    })
  }
}

/** Rows as recorded (`listTemplates.system`), one a zone; the download goes on by itself. */
function register(given: Given<'registerTemplate'>, context: Context): Template[] {
  const { world, caller } = context
  checkRights(given, context)
  const domain = world.find('domains', caller.domainid)
  const zones = zonesOf(given, world)
  const like = world.tables.templates.find((one) => one.ostypeid === given.ostypeid)
  const id = world.uuid()
  const rows = zones.map((zone): Template => ({
    id,
    name: given.name,
    displaytext: given.displaytext ?? given.name,
    ispublic: false,
    created: world.date(),
    isready: false,
    passwordenabled: false,
    format: given.format,
    isfeatured: false,
    crossZones: given.zoneid === '-1' || given.zoneids === '-1',
    ostypeid: given.ostypeid,
    ostypename: like?.ostypename,
    account: caller.account,
    zoneid: zone.id,
    zonename: zone.name,
    status: '0% Downloaded',
    size: 0,
    templatetype: given.templatetype ?? (truth(given.isrouting) ? 'ROUTING' : 'USER'),
    hypervisor: given.hypervisor,
    domain: domain?.name,
    domainpath: domain?.path,
    domainid: domain?.id,
    isextractable: false,
    checksum: given.checksum ?? '',
    details: {},
    downloaddetails: [],
    arch: given.arch ?? 'x86_64',
    bits: 64,
    sshkeyenabled: false,
    isdynamicallyscalable: false,
    directdownload: false,
    deployasis: truth(given.deployasis),
    forcks: false,
    requireshvm: true,
    url: given.url,
    tags: [],
    hasannotations: false,
  }))
  world.tables.templates.push(...rows)
  for (const row of rows) download(world, row, 0)
  return rows
}

function download(world: World, row: Template, done: number): void {
  world.clock.after(tenth, () => {
    if (done + 1 < 10) {
      row.status = `${(done + 1) * 10}% Downloaded`
      return download(world, row, done + 1)
    }
    Object.assign(row, { status: 'Download Complete', isready: true, size: 5 * 1024 ** 3, physicalsize: 1_288_490_188 })
  })
}

export const templateHandlers: Family<'listTemplates' | 'registerTemplate'> = {
  /** `all` is for root admins; any other filter leaves the system's own templates out (reference §3.7). */
  listTemplates: (given, { world, caller }) => {
    const admin = caller.role === 'admin' || caller.role === 'auditor'
    const system = given.templatefilter === 'all' || given.templatetype !== undefined
    return {
      key: 'template',
      rows: select(
        world.tables.templates.filter(
          (template) => (admin && system) || !['SYSTEM', 'ROUTING'].includes(template.templatetype ?? ''),
        ),
        given,
        {
          same: ['id', 'name', 'hypervisor', 'zoneid', 'templatetype', 'arch'],
          keyword: ['name'],
          by: { ids: (template, ids) => ids.split(',').includes(template.id), isready: ready },
        },
      ),
    }
  },
  registerTemplate: (given, context) => {
    const rows = register(given, context)
    return { count: rows.length, template: rows.map((row) => ({ ...row })) }
  },
}
