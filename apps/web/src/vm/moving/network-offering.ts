import type { NetworkOffering, Params } from '@stratoview/api-client'

/** The capabilities an operator chooses when an offering is made; the others follow from the provider. */
const chosen: Readonly<Record<string, readonly string[]>> = {
  SourceNat: ['SupportedSourceNatTypes', 'RedundantRouter'],
  Lb: ['SupportedLBIsolation'],
}

/** An offering like another, with another system offering for its routers. Parameters as `listApis` has them (recorded). */
export function likeOffering(
  model: NetworkOffering,
  name: string,
  serviceofferingid: string,
): Params<'createNetworkOffering'> {
  const services = model.service ?? []
  return {
    name,
    displaytext: name,
    traffictype: 'GUEST',
    guestiptype: model.guestiptype ?? 'Isolated',
    serviceofferingid,
    supportedservices: services.map((service) => service.name).join(','),
    serviceproviderlist: services.flatMap((service) =>
      (service.provider ?? []).map((provider) => ({ service: service.name, provider: provider.name })),
    ),
    servicecapabilitylist: services.flatMap((service) =>
      (service.capability ?? [])
        .filter((one) => chosen[service.name]?.includes(one.name) === true && one.value !== undefined)
        .map((one) => ({ service: service.name, capabilitytype: one.name, capabilityvalue: one.value ?? '' })),
    ),
    availability: 'Optional',
    conservemode: model.conservemode === true,
    egressdefaultpolicy: model.egressdefaultpolicy === true,
    ispersistent: model.ispersistent === true,
    ...(model.networkrate === undefined ? {} : { networkrate: model.networkrate }),
    enable: true,
  }
}

/** Lists of maps under their names on the wire: `serviceproviderlist[0].service`. */
export function flat(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = Object.entries(params).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.flatMap((map: Record<string, unknown>, at) =>
          Object.entries(map).map(([key, one]) => [`${name}[${at}].${key}`, one] as const),
        )
      : [[name, value] as const],
  )
  return Object.fromEntries(told)
}
