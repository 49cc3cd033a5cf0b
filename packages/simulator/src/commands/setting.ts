import { badParameter } from '../api-error.ts'
import type { Family } from '../handler.ts'
import { select } from '../list.ts'

const scopes = ['zoneid', 'clusterid', 'storageid', 'accountid', 'domainid', 'imagestoreuuid'] as const
const scopeNames: Readonly<Record<(typeof scopes)[number], string>> = {
  zoneid: 'zone',
  clusterid: 'cluster',
  storageid: 'storagepool',
  accountid: 'account',
  domainid: 'domain',
  imagestoreuuid: 'imagestore',
}

export const settingHandlers: Family<'listConfigurations'> = {
  /** Recorded: `listConfigurations`, `.zone` (only settings of that scope, which then tell it). */
  listConfigurations: (given, { world }) => {
    const told = scopes.filter((scope) => given[scope] !== undefined)
    if (told.length > 1) {
      throw badParameter('cannot handle multiple IDs, provide only one ID corresponding to the scope', 4350)
    }
    if (given.subgroup !== undefined && given.group === undefined) {
      throw badParameter('Configuration subgroup cannot be specified without group', 4350)
    }
    const scope = told[0] === undefined ? undefined : scopeNames[told[0]]
    const rows = select(world.tables.configurations, given, {
      same: ['category', 'group', 'subgroup', 'parent'],
      keyword: ['name', 'description'],
      by: { name: (setting, part) => setting.name.toLowerCase().includes(part.toLowerCase()) },
    }).filter((setting) => scope === undefined || setting.scope?.toLowerCase().includes(scope) === true)
    return {
      key: 'configuration',
      rows: rows.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
      show: (setting) => {
        const { scope: _, ...rest } = setting
        return scope === undefined ? rest : { ...rest, scope }
      },
    }
  },
}
