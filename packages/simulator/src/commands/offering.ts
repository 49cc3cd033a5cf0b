import { badParameter } from '../api-error.ts'
import type { Family } from '../handler.ts'
import { select } from '../list.ts'
import { truth } from './common.ts'

export const offeringHandlers: Family<'listServiceOfferings' | 'listNetworkOfferings'> = {
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
        supportedservices: (offering, names) =>
          names.split(',').every((name) => offering.service?.some((service) => service.name === name)),
      },
    }),
  }),
}
