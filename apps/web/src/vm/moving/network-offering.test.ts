import { expect, test } from 'vitest'
import { flat, likeOffering } from './network-offering.ts'

test('a copy keeps services, providers and what was chosen, and names the new size', () => {
  // As recorded: listNetworkOfferings, RedundantIsolated.
  const model = {
    id: 'o',
    name: 'RedundantIsolated',
    guestiptype: 'Isolated',
    conservemode: true,
    egressdefaultpolicy: true,
    networkrate: 200,
    service: [
      { name: 'Dhcp', provider: [{ name: 'VirtualRouter' }] },
      {
        name: 'SourceNat',
        provider: [{ name: 'VirtualRouter' }],
        capability: [
          { name: 'SupportedSourceNatTypes', value: 'peraccount' },
          { name: 'RedundantRouter', value: 'true' },
        ],
      },
      {
        name: 'Lb',
        capability: [
          { name: 'InlineMode', value: 'false' },
          { name: 'SupportedLBIsolation', value: 'shared' },
        ],
      },
    ],
  }
  const made = likeOffering(model, 'big', 's')
  expect(made).toMatchObject({
    serviceofferingid: 's',
    supportedservices: 'Dhcp,SourceNat,Lb',
    conservemode: true,
    egressdefaultpolicy: true,
    enable: true,
  })
  expect(
    made.servicecapabilitylist?.map(({ capabilitytype, capabilityvalue }) => [capabilitytype, capabilityvalue]),
  ).toEqual([
    ['SupportedSourceNatTypes', 'peraccount'],
    ['RedundantRouter', 'true'],
    ['SupportedLBIsolation', 'shared'],
  ])
  expect(flat(made)).toMatchObject({
    'serviceproviderlist[1].service': 'SourceNat',
    'serviceproviderlist[1].provider': 'VirtualRouter',
  })
})
