import type { Nic } from '@stratoview/api-client'
import { type Column, DataTable, EmptyState, Pill } from '@stratoview/ui'
import classes from './tabs.module.css'

const columns: readonly Column<Nic>[] = [
  {
    id: 'traffic',
    header: 'Traffic',
    width: 110,
    value: (nic) => nic.traffictype,
    cell: (nic) => (
      <span className={classes.kind}>
        {nic.traffictype}
        {nic.isdefault === true && <Pill hint="The default route goes here.">default</Pill>}
      </span>
    ),
  },
  { id: 'network', header: 'Network', width: 120, value: (nic) => nic.networkname },
  { id: 'ip', header: 'IP address', width: 110, mono: true, value: (nic) => nic.ipaddress },
  { id: 'ip6', header: 'IPv6 address', width: 120, optional: true, mono: true, value: (nic) => nic.ip6address },
  { id: 'netmask', header: 'Netmask', width: 110, mono: true, value: (nic) => nic.netmask },
  { id: 'gateway', header: 'Gateway', width: 110, mono: true, value: (nic) => nic.gateway },
  { id: 'mac', header: 'MAC address', width: 130, mono: true, value: (nic) => nic.macaddress },
  { id: 'isolation', header: 'Isolation', width: 90, mono: true, value: (nic) => nic.isolationuri ?? nic.broadcasturi },
  { id: 'mtu', header: 'MTU', width: 50, align: 'right', value: (nic) => nic.mtu },
]
const withoutIp6: ReadonlySet<string> = new Set(['ip6'])
const rowKey = (nic: Nic) => nic.id
const rowName = (nic: Nic) => nic.ipaddress ?? nic.id

function NicCard(nic: Nic) {
  return (
    <div className={classes.card}>
      <b>{[nic.traffictype, nic.networkname].filter(Boolean).join(' · ')}</b>
      <span className="sv-mono">{[nic.ipaddress, nic.ip6address, nic.netmask].filter(Boolean).join(' · ')}</span>
      <span className="sv-mono">{[nic.macaddress, nic.isolationuri].filter(Boolean).join(' · ')}</span>
    </div>
  )
}

/** A VM's network cards, as CloudStack lists them. Hidden from domain admins, so their absence has two reasons. */
export function NetworksTab({ nics }: { nics: readonly Nic[] | undefined }) {
  return (
    <div className={classes.wide}>
      <DataTable
        fit="content"
        label="Network cards"
        columns={columns}
        hidden={nics?.some(({ ip6address }) => ip6address !== undefined) === true ? undefined : withoutIp6}
        rows={nics ?? []}
        card={NicCard}
        rowKey={rowKey}
        rowName={rowName}
        empty={
          <EmptyState>
            {nics === undefined
              ? 'CloudStack tells nothing of its network cards: only root administrators may see them.'
              : 'It has no network card now. CloudStack gives it some when it starts.'}
          </EmptyState>
        }
      />
    </div>
  )
}
