import { badParameter, internal } from '../api-error.ts'
import type { Context, Family, Given } from '../handler.ts'
import { requireReach, scoped, select } from '../list.ts'
import { reimplement, restart } from '../lifecycle/restart.ts'
import type { Network } from '@stratoview/api-client'
import type { Accepted } from '../steps.ts'
import { act, truth } from './common.ts'

type Restart = Given<'restartNetwork' | 'restartVPC'>

const optionsOf = (given: Restart) => ({
  cleanup: truth(given.cleanup),
  makeredundant: truth(given.makeredundant),
  livepatch: truth(given.livepatch),
})

/** State checks of a job are its failures, not errors of the call (reference §1.4). */
function restartNetwork(given: Restart, context: Context): Accepted<{ success: boolean }> {
  const { world, caller } = context
  const network = world.find('networks', given.id)
  if (!network) throw badParameter('Unable to find network by ID', 4350)
  requireReach(caller, network)
  const options = optionsOf(given)
  const verb = {
    action: {
      type: 'NETWORK.RESTART',
      doing: 'restarting network',
      idLabel: 'Network Id: ',
      scheduled: 'Restarting network: ',
    },
    subject: {
      type: 'Network',
      id: network.id,
      name: network.name,
      account: network.account,
      domainid: network.domainid,
    },
    cmd: 'user.network.RestartNetworkCmd',
    instance: false,
  }
  return act(context, verb, function* () {
    if (network.state !== 'Implemented' && network.state !== 'Setup') {
      throw badParameter(
        'Network is not in the right state to be restarted. Correct states are: Implemented, Setup',
        4350,
      )
    }
    if (network.vpcid !== undefined && options.cleanup) {
      throw badParameter('Cannot restart a VPC tier with cleanup, please restart the whole VPC.', 4350)
    }
    if (options.makeredundant && !redundantPossible(context, network.networkofferingid)) {
      throw badParameter(
        `Redundant router is not supported by the network offering ${network.networkofferingname ?? ''}`.trim(),
        4350,
      )
    }
    yield* restart(world, { networkid: network.id }, options)
    if (options.makeredundant) network.redundantrouter = true
    network.restartrequired = false
    return { success: true }
  })
}

function redundantPossible({ world }: Context, offeringid: string | undefined): boolean {
  const services = world.find('networkOfferings', offeringid)?.service
  if (!services) return true
  return services.some((service) =>
    service.capability?.some((one) => one.name === 'RedundantRouter' && one.value === 'true'),
  )
}

function restartVpc(given: Restart, context: Context): Accepted<{ success: boolean }> {
  const { world, caller } = context
  const vpc = world.find('vpcs', given.id)
  if (!vpc) throw badParameter('Unable to find Enabled VPC by id specified', 4350)
  requireReach(caller, vpc)
  const options = optionsOf(given)
  const verb = {
    action: { type: 'VPC.RESTART', doing: 'restarting vpc', idLabel: 'VPC Id: ', scheduled: 'restarting VPC id= ' },
    subject: { type: 'Vpc', id: vpc.id, name: vpc.name, account: vpc.account, domainid: vpc.domainid },
    cmd: 'user.vpc.RestartVPCCmd',
    instance: false,
  }
  return act(context, verb, function* () {
    if (vpc.state === 'Inactive') throw internal('Failed to restart VPC')
    yield* restart(world, { vpcid: vpc.id }, options)
    if (options.makeredundant) vpc.redundantvpcrouter = true
    vpc.restartrequired = false
    return { success: true }
  })
}

/** Reference §3.3: a new offering shuts the network's elements down and implements them again. */
function updateNetwork(given: Given<'updateNetwork'>, context: Context): Accepted<{ network: Network }> {
  const { world, caller } = context
  const network = world.find('networks', given.id)
  if (!network) throw badParameter('Unable to find network by ID', 4350)
  requireReach(caller, network)
  const offering = world.find('networkOfferings', given.networkofferingid)
  const verb = {
    action: {
      type: 'NETWORK.UPDATE',
      doing: 'updating network',
      idLabel: 'Network Id: ',
      scheduled: 'Updating network: ',
    },
    subject: {
      type: 'Network',
      id: network.id,
      name: network.name,
      account: network.account,
      domainid: network.domainid,
    },
    cmd: 'admin.network.UpdateNetworkCmdByAdmin',
    instance: false,
  }
  return act(context, verb, function* () {
    if (given.name !== undefined) network.name = given.name
    if (given.displaytext !== undefined) network.displaytext = given.displaytext
    if (offering && offering.id !== network.networkofferingid) {
      if (network.type !== 'Isolated' || network.vpcid !== undefined) {
        throw badParameter('NetworkOffering update can be performed for Isolated networks only.', 4350)
      }
      network.networkofferingid = offering.id
      network.networkofferingname = offering.name
      network.redundantrouter = redundantPossible(context, offering.id)
      yield* reimplement(world, network)
    }
    return { network: { ...network } }
  })
}

export const networkHandlers: Family<'listNetworks' | 'listVPCs' | 'restartNetwork' | 'restartVPC' | 'updateNetwork'> =
  {
    listNetworks: (given, { world, caller }) => ({
      key: 'network',
      rows: select(scoped(world.tables.networks, given, caller), given, {
        same: [
          'id',
          'name',
          'type',
          'acltype',
          'traffictype',
          'zoneid',
          'vpcid',
          'physicalnetworkid',
          'networkofferingid',
        ],
        keyword: ['name', 'displaytext'],
        by: {
          forvpc: (network, flag) => (network.vpcid !== undefined) === truth(flag),
          issystem: (network, flag) => (network.issystem === true) === truth(flag),
          restartrequired: (network, flag) => (network.restartrequired === true) === truth(flag),
          supportedservices: (network, names) =>
            names.split(',').every((name) => network.service?.some((service) => service.name === name)),
        },
      }),
    }),
    listVPCs: (given, { world, caller }) => ({
      key: 'vpc',
      rows: select(scoped(world.tables.vpcs, given, caller), given, {
        same: ['id', 'name', 'displaytext', 'state', 'cidr', 'zoneid', 'vpcofferingid'],
        keyword: ['name', 'displaytext'],
        by: {
          restartrequired: (vpc, flag) => (vpc.restartrequired === true) === truth(flag),
        },
      }),
    }),
    updateNetwork,
    restartNetwork,
    restartVPC: restartVpc,
  }
