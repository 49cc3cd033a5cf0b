import { describe, expect, it } from 'vitest'
import type { Event, Router } from '@stratoview/api-client'
import type { World } from '../src/index.ts'
import { differences, unexplained, type Exception } from './compare.ts'
import { inside, recorded, rowsOf, series } from './recorded.ts'
import { recordedWorld } from './recorded-world.ts'

interface Case {
  file: string
  /** Who asked; the admin when absent. */
  as?: string
  prepare?: (world: World) => void
  exceptions?: readonly Exception[]
}

const row = <Row>(file: string) => rowsOf<Row>(recorded(file))
const number = (router: Router) => Number(router.name.split('-')[1])
/** In the order of their ids, by which pages are cut. */
const routers = (file: string) => (world: World) => {
  world.tables.routers = row<Router>(file).toSorted((a, b) => number(a) - number(b))
}
/** The router of a health recording, with the results that were recorded. */
const results = (file: string) => (world: World) => {
  const told = inside(recorded(file)).routerhealthchecks as {
    routerid: string
    healthchecks: Router['healthcheckresults']
  }
  const [model] = world.tables.routers
  if (!model) throw new Error('no router to be like')
  world.tables.routers.push({ ...model, id: told.routerid, healthcheckresults: told.healthchecks })
}
const outOfContact = (world: World) => {
  results('getRouterHealthCheckResults.no-contact')(world)
  world.troubles.set(
    String(recorded('getRouterHealthCheckResults.fresh-no-contact').request.params.routerid),
    'no-contact',
  )
}

/** The scopes, which a list without a scope's id does not tell. */
const zoneSettings = (world: World) => {
  const ofZone = new Set(row<{ name: string }>('listConfigurations.zone').map((setting) => setting.name))
  for (const setting of world.tables.configurations) if (ofZone.has(setting.name)) setting.scope = 'zone'
}
const described = ['updateconfigurationresponse', 'resetconfigurationresponse'].map((envelope) => ({
  at: `.${envelope}.configuration.description: missing`,
  why: 'the recorded list, of which the settings are made, was kept without descriptions',
}))

const cases: readonly Case[] = [
  { file: 'listZones' },
  { file: 'listPods' },
  { file: 'listClusters' },
  { file: 'listHosts.routing' },
  { file: 'listHosts.SecondaryStorageVM' },
  { file: 'listHosts.ConsoleProxy' },
  {
    file: 'listHosts.in-maintenance',
    prepare: (world) => {
      world.tables.hosts = row('listHosts.in-maintenance')
    },
  },
  { file: 'listManagementServers' },
  { file: 'listInfrastructure' },
  { file: 'listImageStores' },
  { file: 'listStoragePools' },
  { file: 'listSystemVms' },
  { file: 'listSystemVms.consoleproxy' },
  {
    file: 'listSystemVms.after',
    prepare: (world) => {
      world.tables.systemVms = row('listSystemVms.after')
    },
  },
  { file: 'listSystemVms.none' },
  { file: 'listSystemVms.bad-state' },
  { file: 'listSystemVms.bad-id' },
  { file: 'listSystemVms.unknown-id' },
  { file: 'listSystemVms.past-the-end' },
  { file: 'listSystemVms.page-without-pagesize' },
  { file: 'listSystemVms.pagesize-too-large' },
  { file: 'listRouters', prepare: routers('listRouters') },
  { file: 'listRouters.page1', prepare: routers('listRouters') },
  { file: 'listRouters.past-the-end', prepare: routers('listRouters') },
  { file: 'listRouters.keyword', prepare: routers('listRouters') },
  { file: 'listRouters.none', prepare: routers('listRouters') },
  { file: 'listRouters.by-vpc', prepare: routers('listRouters') },
  { file: 'listRouters.healthchecksfailed' },
  { file: 'listRouters.with-health' },
  { file: 'listRouters.after', prepare: routers('listRouters.after') },
  { file: 'listRouters.requires-upgrade', prepare: routers('listRouters.requires-upgrade') },
  {
    file: 'listRouters.host-in-maintenance',
    prepare: (world) => {
      const { hostid } = recorded('listRouters.host-in-maintenance').request.params
      world.tables.routers = world.tables.routers.filter((router) => router.hostid !== hostid)
    },
  },
  { file: 'listRouters.with-internal-lb', prepare: routers('listRouters.with-internal-lb') },
  { file: 'listInternalLoadBalancerVMs.none' },
  {
    file: 'listInternalLoadBalancerVMs',
    prepare: (world) => {
      world.tables.internalLbs = row<Router>('listInternalLoadBalancerVMs')
    },
  },
  { file: 'getRouterHealthCheckResults.healthy', prepare: results('getRouterHealthCheckResults.healthy') },
  { file: 'getRouterHealthCheckResults.failing', prepare: results('getRouterHealthCheckResults.failing') },
  { file: 'getRouterHealthCheckResults.fresh', prepare: results('getRouterHealthCheckResults.fresh') },
  { file: 'getRouterHealthCheckResults.stopped', prepare: results('getRouterHealthCheckResults.stopped') },
  { file: 'getRouterHealthCheckResults.no-contact', prepare: outOfContact },
  { file: 'getRouterHealthCheckResults.fresh-no-contact', prepare: outOfContact },
  {
    file: 'getRouterHealthCheckResults.internal-lb',
    prepare: (world) => {
      world.tables.internalLbs = row<Router>('listInternalLoadBalancerVMs')
    },
  },
  { file: 'findHostsForMigration.router', prepare: routers('listRouters') },
  { file: 'findHostsForMigration.systemvm' },
  { file: 'findHostsForMigration.works', prepare: routers('listRouters') },
  { file: 'listNetworks' },
  { file: 'listVPCs' },
  { file: 'listNetworkOfferings' },
  { file: 'listServiceOfferings.domainrouter' },
  { file: 'listServiceOfferings.consoleproxy' },
  { file: 'listServiceOfferings.secondarystoragevm' },
  { file: 'listTemplates.system' },
  { file: 'listVirtualMachines' },
  { file: 'listVolumes.router', prepare: routers('listRouters') },
  { file: 'listVolumes.systemvm' },
  { file: 'listAlerts' },
  { file: 'listAlertTypes' },
  {
    file: 'listEvents.router',
    prepare: (world) => {
      world.tables.events = row('listEvents.router')
    },
  },
  { file: 'listEvents.systemvm' },
  { file: 'listAnnotations.none' },
  { file: 'addAnnotation' },
  {
    file: 'listAnnotations',
    prepare: (world) => {
      world.tables.annotations = row('listAnnotations')
    },
  },
  { file: 'listAsyncJobs.none' },
  { file: 'queryAsyncJobResult.unknown' },
  { file: 'listConfigurations' },
  { file: 'listConfigurations.page2' },
  { file: 'listConfigurations.zone', prepare: zoneSettings },
  ...[
    'updateConfiguration.dynamic',
    'updateConfiguration.static',
    'updateConfiguration.zone',
    'updateConfiguration.minreq',
    'updateConfiguration.consoleproxy.sslEnabled',
    'updateConfiguration.consoleproxy.url.domain',
    'updateConfiguration.unknown',
    'updateConfiguration.unknown-in-zone',
    'updateConfiguration.not-a-number',
    'resetConfiguration',
    'resetConfiguration.zone',
  ].map((file) => ({ file, prepare: zoneSettings, exceptions: described })),
  { file: 'listConsoleSessions' },
  { file: 'listConsoleSessions.active' },
  { file: 'listUsers' },
  {
    file: 'listDomains',
    prepare: (world) => {
      world.tables.domains = row('listDomains')
    },
  },
  { file: 'listAccounts' },
  { file: 'listProjects.none' },
  { file: 'listCapabilities' },
  { file: 'getUserKeys' },
  { file: 'registerUserKeys' },
  { file: 'upgradeRouterTemplate.no-group' },
  { file: 'upgradeRouterTemplate.two-groups' },
  { file: 'upgradeRouterTemplate.unknown-account' },
  { file: 'listCAProviders' },
  { file: 'listCaCertificate' },
  { file: 'session.unknown-command' },
  { file: 'tenant.listRouters', as: 'tenant' },
  { file: 'tenant.listSystemVms', as: 'tenant' },
  { file: 'tenant.stopRouter', as: 'tenant' },
  { file: 'tenant.listCapabilities', as: 'tenant' },
  {
    file: 'tenant.listVirtualMachines',
    as: 'tenant',
    prepare: (world) => {
      world.tables.instances = row('listVirtualMachines')
    },
  },
  { file: 'salesadmin.listRouters', as: 'salesadmin' },
  { file: 'salesadmin.listSystemVms', as: 'salesadmin' },
  { file: 'auditor.listRouters', as: 'auditor', prepare: routers('auditor.listRouters') },
  {
    file: 'auditor.listSystemVms',
    as: 'auditor',
    prepare: (world) => {
      world.tables.systemVms = row('auditor.listSystemVms')
    },
  },
]

describe('refused before any job, as recorded', () => {
  for (const file of ['stopRouter.no-id', 'stopRouter.unknown-id']) {
    it(file, async () => {
      const client = await recordedWorld()
      const [exchange] = series(file)
      if (!exchange) throw new Error(`${file} is empty`)
      const { command, ...params } = exchange.request.params
      const answer = await client.call(String(command), params, 'POST')
      expect(answer.status).toBe(exchange.status)
      expect(differences(exchange.body, answer.body)).toEqual([])
      expect(client.world.tables.jobs).toEqual([])
    })
  }
})

describe('a page of events stands in the recorded order', () => {
  for (const file of ['listEvents', 'listEvents.page2', 'listEvents.keyword', 'listEvents.router']) {
    it(file, async () => {
      const client = await recordedWorld()
      const events = row<Event>(file)
      client.world.tables.events = events.toSorted((a, b) => (a.created < b.created ? -1 : 1))
      const { page: _, command, ...params } = recorded(file).request.params
      const answer = await client.call(String(command), { ...params, page: 1 })
      expect((answer.inside.event as Event[]).map((event) => event.id)).toEqual(events.map((event) => event.id))
      const count = (body: unknown) => JSON.stringify(body).replaceAll(/"count":\d+/g, '"count":0')
      expect(differences(JSON.parse(count(recorded(file).body)), JSON.parse(count(answer.body)))).toEqual([])
    })
  }
})

describe('answers as recorded', () => {
  for (const { file, as, prepare, exceptions = [] } of cases) {
    it(file, async () => {
      const client = await recordedWorld()
      prepare?.(client.world)
      if (as) await client.login(as, as === 'salesadmin' ? '/sales' : '')
      const exchange = recorded(file)
      const { command, ...params } = exchange.request.params
      const answer = await client.call(String(command), params, exchange.request.method)
      expect(answer.status).toBe(exchange.status)
      expect(answer.contentType).toBe(exchange.contentType)
      expect(unexplained(differences(exchange.body, answer.body), exceptions)).toEqual([])
    })
  }
})
