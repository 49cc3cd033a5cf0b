import type { Account, Host, Router, ServiceOffering, SystemVm, User } from '@stratoview/api-client'
import { createSimulator, type Tables, type World } from '../src/index.ts'
import { Client } from './client.ts'
import { recorded, rowsOf, series } from './recorded.ts'

/** When the signed requests were made: ten minutes before one's `expires`, ten after the other's. */
const epoch = Date.UTC(2026, 10, 23, 9, 22, 48)

/** The tables of the server that was recorded, as its own lists showed them. */
const sources: Partial<Record<keyof Tables, readonly string[]>> = {
  zones: ['listZones'],
  pods: ['listPods'],
  clusters: ['listClusters'],
  hosts: ['listHosts.routing', 'listHosts.SecondaryStorageVM'],
  storagePools: ['listStoragePools'],
  imageStores: ['listImageStores'],
  routers: ['listRouters.with-health'],
  systemVms: ['listSystemVms'],
  networks: ['listNetworks'],
  vpcs: ['listVPCs'],
  volumes: ['listVolumes.router', 'listVolumes.systemvm'],
  serviceOfferings: [
    'listServiceOfferings.domainrouter',
    'listServiceOfferings.consoleproxy',
    'listServiceOfferings.secondarystoragevm',
  ],
  networkOfferings: ['listNetworkOfferings'],
  templates: ['listTemplates.system'],
  accounts: ['listAccounts'],
  domains: ['listDomains'],
  instances: ['listVirtualMachines'],
  alerts: ['listAlerts'],
  alertTypes: ['listAlertTypes'],
  configurations: ['listConfigurations', 'listConfigurations.page2'],
  managementServers: ['listManagementServers'],
}

const userids: Record<string, string> = {
  admin: String((recorded('login.admin').body as { loginresponse: User }).loginresponse.userid),
  careful: String((recorded('twofactor.login').body as { loginresponse: User }).loginresponse.userid),
}

function people(world: World): void {
  const [admin] = rowsOf<User>(recorded('listUsers'))
  const root = world.tables.domains[0]
  if (!admin || !root) throw new Error('the recordings have no admin or no domain')
  const sales = { ...root, id: world.uuid(), name: 'sales', level: 1, path: 'ROOT/sales', parentdomainid: root.id }
  world.tables.domains = [root, sales]
  world.tables.accounts = rowsOf<Account>(recorded('listAccounts'))
  const person = (username: string, rolename: string, accounttype: number, domain = root): User => ({
    ...admin,
    id: userids[username] ?? world.uuid(),
    username,
    firstname: username,
    lastname: 'Example',
    account: username,
    accountid: world.tables.accounts.find((account) => account.name === username)?.id ?? world.uuid(),
    rolename,
    accounttype,
    domainid: domain.id,
    domain: domain.name,
  })
  world.tables.users = [
    admin,
    person('auditor', 'Read-Only Admin - Default', 1),
    person('salesadmin', 'Domain Admin', 2, sales),
    person('tenant', 'User', 0),
    { ...person('careful', 'User', 0), is2faenabled: true },
  ]
  world.pins.set(userids.careful ?? '', '980493')
}

/** A world with the recorded server's rows in it, and its admin signed in. */
export async function recordedWorld(): Promise<Client> {
  const client = new Client(createSimulator({ epoch }), 'recorded')
  const { world } = client
  const tables = world.tables as unknown as Record<string, unknown[]>
  for (const name of Object.keys(tables)) tables[name] = []
  for (const [table, files] of Object.entries(sources)) {
    tables[table] = files.flatMap((file) => rowsOf(recorded(file)))
  }
  world.troubles.clear()
  people(world)
  const signed = recorded('signed.ok')
  world.keys.set(String(signed.request.params.apikey), {
    secretkey: String(signed.secretkey),
    userid: userids.admin ?? '',
  })
  await client.login('admin')
  return client
}

interface ListAnswer {
  router?: Router[]
  systemvm?: SystemVm[]
  internalloadbalancervm?: Router[]
}

/** What a series needs and lists nowhere: the offering it changes to, the router it names, the host as its maintenance left it. */
function unlisted(world: World, name: string): void {
  const params = series(name)[0]?.request.params ?? {}
  const { tables } = world
  const [offering] = tables.serviceOfferings
  if (params.serviceofferingid !== undefined && offering) {
    const other: ServiceOffering = { ...offering, id: String(params.serviceofferingid), name: 'big-router' }
    tables.serviceOfferings.push(other)
  }
  const id = params.id ?? params.virtualmachineid
  const router = rowsOf<Router>(recorded('listRouters')).find((row) => row.id === id)
  if (router && !world.find('routers', id)) tables.routers.push(router)
  if (params.command !== 'cancelHostMaintenance') return
  const left = rowsOf<Host>(recorded('listHosts.in-maintenance'))
  tables.hosts = tables.hosts.map((host) => left.find((row) => row.id === host.id) ?? host)
}

/** Puts the objects of a series into the world as they were when it began, in place of what it holds of them. */
export function asAtStartOf(world: World, name: string): void {
  unlisted(world, name)
  const first = series(name).find((exchange) =>
    /^list(Routers|SystemVms|Internal)/.test(String(exchange.request.params.command)),
  )
  const [answer] = Object.values((first?.body ?? {}) as Record<string, ListAnswer>)
  const clean = <Row extends Router | SystemVm>(row: Row): Row => {
    const { jobid: _, jobstatus: __, ...rest } = row
    return rest as Row
  }
  const put = <Row extends Router | SystemVm>(table: Row[], rows: Row[] = []) => {
    for (const row of rows.map(clean)) {
      const at = table.findIndex((one) => one.id === row.id)
      if (at < 0) table.push(row)
      else table[at] = row
    }
  }
  put(world.tables.routers, answer?.router)
  put(world.tables.systemVms, answer?.systemvm)
  put(world.tables.internalLbs, answer?.internalloadbalancervm)
}
