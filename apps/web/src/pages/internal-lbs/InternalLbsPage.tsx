import type { Router } from '@stratoview/api-client'
import { StateBadge } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { internalLbActions } from '../../vm/actions/internal-lb.ts'
import { toneOf } from '../../vm/cells/state.ts'
import { useVerbsWithConsole } from '../../vm/console/open-verb.tsx'
import { internalLbsQuery } from '../../vm/internal-lbs.ts'
import { FactCard } from '../../vm/list/FactCard.tsx'
import { queryListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'
import { hiddenAtFirst, internalLbShape } from './shape.tsx'

const to = ({ id }: Router) => paths.internalLb(id)

/** Internal load balancers are VMs of their own kind: `listRouters` does not have them (recorded). */
export default function InternalLbsPage() {
  const { apis, features } = useSession()
  const may = apis.has('listInternalLoadBalancerVMs')
  const lbs = useQuery({
    ...internalLbsQuery(features.defaultpagesize),
    enabled: may,
    refetchInterval: paceOf('listInternalLoadBalancerVMs'),
  })
  const verbs = useVerbsWithConsole('internal-lb', useVerbs<Router>(internalLbActions))
  if (!may)
    return (
      <Denied title="Internal LBs">
        Your role may not list internal load balancers (listInternalLoadBalancerVMs).
      </Denied>
    )
  return (
    <ListPage
      id="internal-lbs"
      title="Internal LBs"
      one="internal load balancer"
      things="internal load balancers"
      nothing="No internal load balancer yet. CloudStack makes one when a VPC tier gets its first internal load balancing rule."
      listing={queryListing(lbs, (rows) => ({ rows, total: rows.length }))}
      shape={internalLbShape}
      hiddenAtFirst={hiddenAtFirst}
      to={to}
      card={card}
      verbs={verbs}
      meaning={meaning}
    />
  )
}

function meaning(rows: readonly Router[]): string {
  const tiers = new Set(rows.map(({ guestnetworkid }) => guestnetworkid).filter(Boolean)).size
  return tiers === 0 ? '' : `${tiers} ${tiers === 1 ? 'tier' : 'tiers'} balanced by them`
}

function card(row: Router) {
  return (
    <FactCard
      name={row.name}
      to={to(row)}
      facts={[
        row.guestnetworkname && <bdi key="guestnetworkname">{row.guestnetworkname}</bdi>,
        row.vpcname && <bdi key="vpcname">{row.vpcname}</bdi>,
        row.guestipaddress && (
          <span key="guestipaddress" className="sv-mono">
            {row.guestipaddress}
          </span>
        ),
        row.hostname && (
          <bdi key="hostname" className="sv-mono">
            {row.hostname}
          </bdi>
        ),
        row.zonename && <bdi key="zonename">{row.zonename}</bdi>,
        row.account && <bdi key="account">{row.project ?? row.account}</bdi>,
      ]}
    >
      <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
    </FactCard>
  )
}
