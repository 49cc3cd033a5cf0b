import type { ServiceOffering } from '@stratoview/api-client'
import { ChoiceTable } from './ChoiceTable.tsx'
import { difference, type Way, wayTo } from './sizes.ts'
import type { Vm } from './use-vm.ts'

interface Props {
  vm: Vm
  offerings: readonly ServiceOffering[]
  now: ServiceOffering | undefined
  zoneAllows: boolean | undefined
  value: string
  onChange(value: string): void
}

const words: Record<Way['way'], string> = {
  now: 'Has it now',
  live: 'While it runs',
  off: 'At once: it is stopped',
  stop: 'Stops for it',
  no: 'Not possible',
}

interface Choice {
  offering: ServiceOffering
  way: Way
}

/** The offerings of its kind, present and possible, and how each is changed to. */
export function OfferingChoice({ vm, offerings, now, zoneAllows, value, onChange }: Props) {
  const rows = offerings.map((offering): Choice => ({ offering, way: wayTo(vm, now, offering, zoneAllows) }))
  return (
    <ChoiceTable
      caption={
        now === undefined ? (
          <>
            It has <bdi>{vm.serviceofferingname ?? 'an offering CloudStack does not name'}</bdi> now
          </>
        ) : (
          'System offerings of its kind'
        )
      }
      what="Offering"
      rows={rows}
      id={({ offering }) => offering.id}
      name={({ offering }) => <bdi>{offering.name}</bdi>}
      off={({ way: { way } }) => way === 'now' || way === 'no'}
      columns={[
        { header: 'CPU', number: true, cell: ({ offering: of }) => `${of.cpunumber} × ${of.cpuspeed} MHz` },
        { header: 'Memory', number: true, cell: ({ offering }) => `${offering.memory} MiB` },
        { header: 'Change', cell: ({ offering, way: { way } }) => way !== 'now' && difference(now, offering) },
        {
          header: 'How',
          cell: ({ way: { way, why } }) => [words[way], ...(why === undefined ? [] : [why])].join('. '),
        },
      ]}
      value={value}
      onChange={onChange}
    />
  )
}
