/**
 * What every CloudStack 4.22 holds from its first day, taken as recorded and never changed: settings, offerings, alert
 * types, roles and what a network's services say of themselves. Rows are shared between worlds, so a world that writes to
 * one copies it first.
 */
import alertTypesOf from '../../recordings/listAlertTypes.json' with { type: 'json' }
import settingsOf from '../../recordings/listConfigurations.json' with { type: 'json' }
import moreSettingsOf from '../../recordings/listConfigurations.page2.json' with { type: 'json' }
import caCertificateOf from '../../recordings/listCaCertificate.json' with { type: 'json' }
import caProvidersOf from '../../recordings/listCAProviders.json' with { type: 'json' }
import networkOfferingsOf from '../../recordings/listNetworkOfferings.json' with { type: 'json' }
import networksOf from '../../recordings/listNetworks.json' with { type: 'json' }
import rolesOf from '../../recordings/listRoles.json' with { type: 'json' }
import vpcsOf from '../../recordings/listVPCs.json' with { type: 'json' }
import intermediateOf from '../../recordings/uploadCustomCertificate.intermediate.json' with { type: 'json' }
import rootOf from '../../recordings/uploadCustomCertificate.root.json' with { type: 'json' }
import serverOf from '../../recordings/uploadCustomCertificate.server.json' with { type: 'json' }
import type { Network, NetworkOffering, Vpc } from '@stratoview/api-client'

interface Row {
  id: string
  name: string
  [field: string]: unknown
}

export interface Setting {
  name: string
  value?: string
  [field: string]: unknown
}

export const settings: readonly Setting[] = [
  ...settingsOf.body.listconfigurationsresponse.configuration,
  ...moreSettingsOf.body.listconfigurationsresponse.configuration,
]
export const networkOfferings: readonly NetworkOffering[] =
  networkOfferingsOf.body.listnetworkofferingsresponse.networkoffering
export const alertTypes: readonly { alerttypeid: number; name: string }[] =
  alertTypesOf.body.listalerttypesresponse.alerttype
export const caproviders = caProvidersOf.body.listcaprovidersresponse.caprovider
export const cacertificate: string = caCertificateOf.body.listcacertificateresponse.cacertificates.certificate
/** A wildcard certificate with its authorities, the server's own first. */
export const customChain: readonly string[] = [serverOf, intermediateOf, rootOf].map(([sent]) =>
  String((sent?.request.params as { certificate?: string } | undefined)?.certificate),
)
export const roles: readonly Row[] = rolesOf.body.listrolesresponse.role

const networks: readonly Network[] = networksOf.body.listnetworksresponse.network
const vpcs: readonly Vpc[] = vpcsOf.body.listvpcsresponse.vpc

/** The `service` of a recorded network, e.g. of `net-web`: an isolated network with source NAT. */
const servicesOf = (rows: readonly (Network | Vpc)[], name: string) => rows.find((row) => row.name === name)?.service

export const services = {
  isolated: servicesOf(networks, 'net-web'),
  redundant: servicesOf(networks, 'net-ha'),
  shared: servicesOf(networks, 'net-shared'),
  tier: servicesOf(networks, 'tier-app'),
  vpc: servicesOf(vpcs, 'vpc-shop'),
}

export function roleId(name: string): string {
  const role = roles.find((row) => row.name === name)
  if (!role) throw new RangeError(`no role was recorded by the name ${name}`)
  return role.id
}
