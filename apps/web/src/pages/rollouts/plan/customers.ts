import type { Plan, PlanItem } from '@stratoview/bff/app'
import { type Column, toCsv } from '@stratoview/ui'
import { kindWords, methodWords } from '../../../vm/rollouts/words.ts'
import { expectedText } from './plan-words.ts'

/** One network or VPC that may notice something: what its owner is told. */
interface Customer {
  first: PlanItem
  routers: PlanItem[]
  plan: Plan
}

const worst = ({ routers }: Customer): PlanItem =>
  routers.reduce((a, b) => ((b.expected.ms ?? Infinity) > (a.expected.ms ?? Infinity) ? b : a))

const columns: readonly Column<Customer>[] = (
  [
    ['Account', ({ first }) => first.project ?? first.account],
    ['Domain', ({ first }) => first.domain],
    ['Network or VPC', ({ first }) => first.network?.name],
    ['Kind', ({ first }) => (first.network?.type === 'vpc' ? 'VPC' : first.network && 'network')],
    ['Zone', ({ first }) => first.zonename],
    ['Routers', ({ routers }) => routers.map(({ name }) => name).join(' ')],
    ['Redundant', ({ routers }) => (routers.some(({ pair }) => pair !== undefined) ? 'yes' : 'no')],
    ['What is done', ({ plan }) => `${kindWords[plan.kind]}: ${methodWords[plan.method].label}`],
    ['Expected interruption', (customer) => expectedText(worst(customer).expected)],
    ['Within hours', ({ plan: { options } }) => hoursText(options.window)],
  ] satisfies [string, (customer: Customer) => string | undefined][]
).map(([header, value]) => ({ id: header, header, width: 1, value }))

const hoursText = (window: Plan['options']['window']) =>
  window === undefined ? undefined : `${window.from} to ${window.until}, ${window.timezone}`

/** The list for customers: a line for each network, by account. */
export function customersCsv(plan: Plan): string {
  const byNetwork = Map.groupBy(plan.items, (item) => item.network?.id ?? item.id)
  const customers = [...byNetwork.values()].flatMap((routers): Customer[] => {
    const [first] = routers
    return first === undefined ? [] : [{ first, routers, plan }]
  })
  const ownerOf = ({ first }: Customer) => `${first.domain ?? ''} ${first.project ?? first.account ?? ''}`
  return toCsv(
    columns,
    customers.toSorted((a, b) => ownerOf(a).localeCompare(ownerOf(b), 'en')),
  )
}
