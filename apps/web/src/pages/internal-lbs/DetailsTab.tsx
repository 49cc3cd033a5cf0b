import type { Router } from '@stratoview/api-client'
import { Panel, type Property, PropertyList } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { momentText } from '../../vm/cells/age.ts'
import { monoProperty } from '../../vm/tabs/properties.ts'
import { SshPanel } from '../../vm/tabs/SshPanel.tsx'
import page from '../../vm/list/page.module.css'
import classes from './internal-lbs.module.css'

/** Everything CloudStack says of an internal load balancer, in groups; what it leaves out is left out. */
export function DetailsTab({ lb }: { lb: Router }) {
  return (
    <div className={page.panels}>
      <Panel title="Internal load balancer">
        <PropertyList items={identity(lb)} label="Internal load balancer" />
        <p className={classes.note}>CloudStack runs no health checks on internal load balancers.</p>
      </Panel>
      <Panel title="Serves">
        <PropertyList items={serves(lb)} label="Serves" />
      </Panel>
      <Panel title="Addresses">
        <PropertyList items={addresses(lb)} label="Addresses" />
      </Panel>
      <Panel title="Runs on">
        <PropertyList items={place(lb)} label="Runs on" />
      </Panel>
      <SshPanel vm={lb} />
    </div>
  )
}

const identity = (lb: Router): Property[] => [
  monoProperty('Name', lb.name),
  monoProperty('ID', lb.id),
  { label: 'State', value: lb.state },
  { label: 'Account', value: lb.account },
  { label: 'Project', value: lb.project },
  { label: 'Domain', value: lb.domainpath ?? lb.domain },
  { label: 'Version', value: lb.softwareversion ?? lb.version, mono: true },
  { label: 'Template', value: lb.templatename },
  { label: 'Service offering', value: lb.serviceofferingname },
  { label: 'Created', value: lb.created && momentText(lb.created) },
]

const serves = (lb: Router): Property[] => [
  { label: 'Tier', value: lb.guestnetworkname ?? lb.guestnetworkid },
  {
    label: 'VPC',
    value: lb.vpcid && <Link to={paths.routers({ network: lb.vpcid })}>{lb.vpcname ?? lb.vpcid}</Link>,
  },
  { label: 'Network domain', value: lb.networkdomain, mono: true },
  { label: 'DNS', value: [lb.dns1, lb.dns2].filter(Boolean).join(', '), mono: true },
]

const addresses = (lb: Router): Property[] => [
  monoProperty('Guest IP', lb.guestipaddress),
  { label: 'Guest netmask', value: lb.guestnetmask, mono: true },
  { label: 'Gateway', value: lb.gateway, mono: true },
  monoProperty('Link-local IP', lb.linklocalip),
  { label: 'Guest MAC', value: lb.guestmacaddress, mono: true },
]

const place = (lb: Router): Property[] => [
  {
    label: 'Host',
    value: lb.hostname && <Link to={paths.internalLbs({ host: lb.hostid })}>{lb.hostname}</Link>,
    mono: true,
  },
  { label: 'Host control state', value: lb.hostcontrolstate },
  { label: 'Hypervisor', value: lb.hypervisor },
  { label: 'Pod', value: lb.podname },
  { label: 'Zone', value: <Link to={paths.internalLbs({ zone: lb.zoneid })}>{lb.zonename ?? lb.zoneid}</Link> },
]
