import type { NetworkOffering, ServiceOffering } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import type { Family, Given } from '../handler.ts'
import { select } from '../list.ts'
import type { World } from '../world.ts'
import { truth } from './common.ts'

const kinds = ['domainrouter', 'consoleproxy', 'secondarystoragevm', 'internalloadbalancervm']

/** A row as recorded (`listServiceOfferings.domainrouter`); what is refused is reference §3.8. */
function serviceOffering(given: Given<'createServiceOffering'>, world: World): ServiceOffering {
  const system = truth(given.issystem)
  const kind = given.systemvmtype?.toLowerCase() ?? 'domainrouter'
  if (system && !kinds.includes(kind)) {
    throw badParameter(
      'Invalid systemVmType. Supported types are: DomainRouter, ConsoleProxy, SecondaryStorageVM',
      4350,
    )
  }
  return {
    id: world.uuid(),
    name: given.name,
    displaytext: given.displaytext ?? given.name,
    state: 'Active',
    cpunumber: Number(given.cpunumber ?? 1),
    cpuspeed: Number(given.cpuspeed ?? 500),
    memory: Number(given.memory ?? 512),
    created: world.date(),
    storagetype: given.storagetype ?? 'shared',
    provisioningtype: 'thin',
    offerha: truth(given.offerha),
    limitcpuuse: false,
    isvolatile: false,
    issystem: system,
    defaultuse: false,
    ...(system ? { systemvmtype: kind } : {}),
    ...(given.networkrate === undefined ? {} : { networkrate: Number(given.networkrate) }),
    iscustomized: false,
    rootdisksize: 0,
    dynamicscalingenabled: given.dynamicscalingenabled === undefined || truth(given.dynamicscalingenabled),
    diskofferingstrictness: false,
    diskofferingid: world.uuid(),
    diskofferingname: given.name,
    encryptroot: false,
    hasannotations: false,
  }
}

interface Capability {
  service: string
  capabilitytype: string
  capabilityvalue: string
}

/** A row as recorded (`listNetworkOfferings`). */
function networkOffering(given: Given<'createNetworkOffering'>, world: World): NetworkOffering {
  const providers = JSON.parse(given.serviceproviderlist ?? '[]') as { service: string; provider: string }[]
  const capabilities = JSON.parse(given.servicecapabilitylist ?? '[]') as Capability[]
  const services = given.supportedservices?.split(',') ?? []
  return {
    id: world.uuid(),
    name: given.name,
    displaytext: given.displaytext ?? given.name,
    created: world.date(),
    traffictype: 'Guest',
    isdefault: false,
    specifyvlan: truth(given.specifyvlan),
    conservemode: given.conservemode === undefined || truth(given.conservemode),
    specifyipranges: false,
    availability: given.availability ?? 'Optional',
    networkrate: Number(given.networkrate ?? 200),
    state: truth(given.enable) ? 'Enabled' : 'Disabled',
    guestiptype: given.guestiptype,
    serviceofferingid: given.serviceofferingid,
    service: services.map((name) => ({
      name,
      provider: providers.filter((one) => one.service === name).map(({ provider }) => ({ name: provider })),
      capability: capabilities
        .filter((one) => one.service === name)
        .map((one) => ({ name: one.capabilitytype, value: one.capabilityvalue, canchooseservicecapability: false })),
    })),
    forvpc: false,
    fornsx: false,
    fortungsten: false,
    ispersistent: truth(given.ispersistent),
    egressdefaultpolicy: truth(given.egressdefaultpolicy),
    supportsstrechedl2subnet: false,
    supportspublicaccess: false,
    supportsinternallb: false,
    internetprotocol: 'IPv4',
    specifyasnumber: false,
    hasannotations: false,
  }
}

/** The offerings an isolated network may move to: of its kind, enabled, and not its own. */
const suits = (world: World, id: string) => {
  const network = world.find('networks', id)
  return (offering: NetworkOffering) =>
    offering.state === 'Enabled' &&
    offering.guestiptype === network?.type &&
    offering.forvpc === (network?.vpcid !== undefined) &&
    offering.id !== network?.networkofferingid
}

export const offeringHandlers: Family<
  'listServiceOfferings' | 'listNetworkOfferings' | 'createServiceOffering' | 'createNetworkOffering'
> = {
  listServiceOfferings: (given, { world, caller }) => {
    const system = truth(given.issystem)
    if (system && caller.role !== 'admin' && caller.role !== 'auditor') {
      throw badParameter('Only ROOT admins can access system offerings.', 4350)
    }
    return {
      key: 'serviceoffering',
      rows: select(
        world.tables.serviceOfferings.filter((offering) => (offering.issystem === true) === system),
        given,
        {
          same: ['id', 'name', 'state', 'systemvmtype', 'storagetype', 'cpunumber', 'cpuspeed', 'memory'],
          keyword: ['name', 'displaytext'],
        },
      ),
    }
  },
  listNetworkOfferings: (given, { world }) => ({
    key: 'networkoffering',
    rows: select(world.tables.networkOfferings, given, {
      same: ['id', 'name', 'displaytext', 'state', 'traffictype', 'guestiptype', 'availability', 'isdefault', 'forvpc'],
      keyword: ['name', 'displaytext'],
      by: {
        networkid: (offering, id) => suits(world, id)(offering),
        supportedservices: (offering, names) =>
          names.split(',').every((name) => offering.service?.some((service) => service.name === name)),
      },
    }),
  }),
  createServiceOffering: (given, { world }) => {
    const made = serviceOffering(given, world)
    world.tables.serviceOfferings.push(made)
    return { serviceoffering: { ...made } }
  },
  createNetworkOffering: (given, { world }) => {
    const made = networkOffering(given, world)
    world.tables.networkOfferings.push(made)
    return { networkoffering: structuredClone(made) }
  },
}
