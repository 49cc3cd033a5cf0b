import type { NetworkOffering, ServiceOffering } from '@stratoview/api-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cs, q } from '../../api.ts'
import { callsOf, cmk } from '../action.ts'
import type { FormProps } from '../action.ts'
import { asOne } from '../tabs/as-one.ts'
import { QueryTrouble } from '../tabs/QueryTrouble.tsx'
import { useFacts } from '../use-facts.ts'
import { useRun } from '../use-run.ts'
import { losses } from '../actions/stand-in.ts'
import classes from './moving.module.css'
import { NewNetworkOffering } from './NewNetworkOffering.tsx'
import { NewSize } from './NewSize.tsx'
import { Pick } from './Pick.tsx'
import { VerbForm } from './VerbForm.tsx'

/**
 * The guide's three steps to routers of another size: a system offering, a network offering that names it, and the network
 * moved to that. What is made in the first two is kept if the third is not taken.
 */
export function ResizeNetwork({ action, rows }: FormProps) {
  const [row] = rows
  const client = useQueryClient()
  const run = useRun()
  const [size, setSize] = useState<ServiceOffering>()
  const [next, setNext] = useState<NetworkOffering>()
  const { network, present, sizes, offered, trouble } = useOfferings(row?.guestnetworkid ?? '')
  const now = useSizeNow(row?.id ?? '')
  const facts = useFacts(rows, [])
  const name = network?.name ?? 'the network'
  const fitting = offered.filter(({ serviceofferingid }) => serviceofferingid === size?.id)
  const lost = `${losses(rows, facts)} while no router stands.`
  const choose = (one: ServiceOffering) => {
    setSize(one)
    setNext(undefined)
  }
  const made = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).endsWith('Offerings') })
  return (
    <VerbForm
      title={
        <>
          Give the routers of <bdi>{name}</bdi> another size?
        </>
      }
      command={next === undefined ? '' : callsOf(action, rows, { networkofferingid: next.id }).map(cmk).join('\n')}
      verb={`Change ${name}`}
      blocked={blockedBy(network?.type, size, next)}
      onConfirm={() => run(action, rows, { networkofferingid: next?.id ?? '' })}
    >
      <QueryTrouble query={trouble} title="The offerings could not be read." />
      <section aria-label="1. System offering">
        <h3 className={classes.step}>1. System offering of its routers</h3>
        {sizes.map((one) => (
          <div key={one.id} className={classes.line}>
            <Pick
              group="size"
              name={<bdi>{one.name}</bdi>}
              hint={`${one.cpunumber} × ${one.cpuspeed} MHz, ${one.memory} MiB${one.id === now ? ', has it now' : ''}`}
              chosen={size?.id === one.id}
              onChoose={() => choose(one)}
            />
          </div>
        ))}
        <p className={classes.note}>
          A network offering that names none takes the one of <code>router.service.offering</code>.
        </p>
        <NewSize
          onMade={async (one) => {
            await made()
            choose(one)
          }}
        />
      </section>
      {size !== undefined && (
        <section aria-label="2. Network offering">
          <h3 className={classes.step}>2. Network offering that names it</h3>
          {fitting.map((one) => (
            <div key={one.id} className={classes.line}>
              <Pick
                group="offering"
                name={<bdi>{one.name}</bdi>}
                chosen={next?.id === one.id}
                onChoose={() => setNext(one)}
              />
            </div>
          ))}
          {present !== undefined && (
            <NewNetworkOffering
              key={size.id}
              model={present}
              size={size}
              onMade={async (one) => {
                await made()
                setNext(one)
              }}
            />
          )}
        </section>
      )}
      {next !== undefined && (
        <section aria-label="3. The network">
          <h3 className={classes.step}>3. The network moves to it</h3>
          <p>
            <b>Its routers are stopped and made anew.</b> {lost} Names and ids change; rules and leases are kept in
            CloudStack and applied again. Some seconds to some minutes (an estimate).
          </p>
        </section>
      )}
    </VerbForm>
  )
}

function blockedBy(type: string | undefined, size: ServiceOffering | undefined, next: NetworkOffering | undefined) {
  if (type !== undefined && type !== 'Isolated')
    return `Only isolated networks change their offering; this one is ${type}`
  if (size === undefined) return 'Choose or make a system offering'
  return next === undefined ? 'Choose or make a network offering' : undefined
}

/** The system offering its router has now, whatever the network offering names. */
function useSizeNow(id: string): string | undefined {
  const { data } = useQuery(q(cs.listRouters, { id, listall: true, projectid: '-1' }))
  return data?.router[0]?.serviceofferingid
}

/** The network, its present offering, the sizes a router may have, and the offerings the network may move to. */
function useOfferings(networkid: string) {
  const networks = useQuery(q(cs.listNetworks, { id: networkid, listall: true, projectid: '-1' }))
  const network = networks.data?.network[0]
  const id = network?.networkofferingid
  const present = useQuery({ ...q(cs.listNetworkOfferings, { id: id ?? '' }), enabled: id !== undefined })
  const offered = useQuery(q(cs.listNetworkOfferings, { networkid }))
  const sizes = useQuery(q(cs.listServiceOfferings, { issystem: true, systemvmtype: 'domainrouter' }))
  return {
    network,
    present: present.data?.networkoffering[0],
    offered: offered.data?.networkoffering ?? [],
    sizes: sizes.data?.serviceoffering ?? [],
    trouble: asOne([networks, present, offered, sizes]),
  }
}
