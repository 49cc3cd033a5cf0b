import type { Router } from '@stratoview/api-client'
import { Panel, Pill, type Property, PropertyList } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { momentText } from '../../vm/cells/age.ts'
import { upgradeDue, versionOf, whyUpgrade } from '../../vm/fleet/upgrade.ts'
import { useMinimum } from '../../vm/fleet/use-minimum.ts'
import { monoProperty } from '../../vm/tabs/properties.ts'
import { SshPanel } from '../../vm/tabs/SshPanel.tsx'
import classes from './health.module.css'

interface Props {
  router: Router
  siblings: readonly Router[] | undefined
}

/** Everything CloudStack says of a router, in groups; what it leaves out is left out. */
export function DetailsTab({ router, siblings }: Props) {
  const minimum = useMinimum(router.zoneid)
  return (
    <div className={classes.panels}>
      <Panel title="Router">
        <PropertyList items={identity(router)} label="Router" />
      </Panel>
      <Panel title="Serves">
        <PropertyList items={serves(router, siblings)} label="Serves" />
      </Panel>
      <Panel title="Addresses">
        <PropertyList items={addresses(router)} label="Addresses" />
      </Panel>
      <Panel title="Runs on">
        <PropertyList items={place(router)} label="Runs on" />
      </Panel>
      <Panel title="Version">
        <PropertyList items={versions(router, minimum)} label="Version" />
      </Panel>
      <SshPanel vm={router} />
    </div>
  )
}

const identity = (router: Router): Property[] => [
  monoProperty('Name', router.name),
  monoProperty('ID', router.id),
  { label: 'State', value: router.state },
  { label: 'Role', value: router.role },
  { label: 'Account', value: router.account },
  { label: 'Project', value: router.project },
  { label: 'Domain', value: router.domainpath ?? router.domain },
  { label: 'Service offering', value: router.serviceofferingname },
  { label: 'Created', value: router.created && momentText(router.created) },
]

function serves(router: Router, siblings: readonly Router[] | undefined): Property[] {
  const others = siblings?.filter(({ id }) => id !== router.id) ?? []
  const redundant = router.isredundantrouter === true
  return [
    {
      label: 'VPC',
      value: router.vpcid && (
        <Link to={paths.routers({ network: router.vpcid })}>{router.vpcname ?? router.vpcid}</Link>
      ),
    },
    {
      label: router.vpcid === undefined ? 'Guest network' : 'One of its tiers',
      value: router.guestnetworkname,
    },
    { label: 'Network domain', value: router.networkdomain, mono: true },
    { label: 'Redundant state', value: redundant ? (router.redundantstate ?? 'UNKNOWN') : 'not redundant' },
    {
      label: 'Partner',
      value:
        redundant && others.length > 0
          ? others.map((other) => (
              <Link key={other.id} className="sv-mono" to={paths.router(other.id)}>
                {other.name}{' '}
              </Link>
            ))
          : undefined,
    },
    { label: 'DNS', value: [router.dns1, router.dns2].filter(Boolean).join(', '), mono: true },
  ]
}

const addresses = (router: Router): Property[] => [
  monoProperty('Public IP', router.publicip),
  { label: 'Public netmask', value: router.publicnetmask, mono: true },
  { label: 'Gateway', value: router.gateway, mono: true },
  monoProperty('Guest IP', router.guestipaddress),
  { label: 'Guest netmask', value: router.guestnetmask, mono: true },
  monoProperty('Link-local IP', router.linklocalip),
  { label: 'Public MAC', value: router.publicmacaddress, mono: true },
  { label: 'Guest MAC', value: router.guestmacaddress, mono: true },
]

const place = (router: Router): Property[] => [
  {
    label: 'Host',
    value: router.hostname && <Link to={paths.routers({ host: router.hostid })}>{router.hostname}</Link>,
    mono: true,
  },
  { label: 'Host control state', value: router.hostcontrolstate },
  { label: 'Hypervisor', value: router.hypervisor },
  { label: 'Architecture', value: router.arch },
  { label: 'Pod', value: router.podname },
  { label: 'Zone', value: <Link to={paths.routers({ zone: router.zoneid })}>{router.zonename ?? router.zoneid}</Link> },
]

function versions(router: Router, minimum: string | undefined): Property[] {
  const due = upgradeDue({ ...router, requiresupgrade: router.requiresupgrade === true ? true : undefined })
  return [
    {
      label: 'Version',
      value: versionOf({ version: router.version, softwareversion: router.softwareversion }) ?? 'known once up',
      mono: true,
    },
    { label: 'Template version', value: router.version === 'UNKNOWN' ? undefined : router.version, mono: true },
    { label: 'Software version', value: router.softwareversion, mono: true },
    { label: 'Minimum of its zone', value: minimum, mono: true },
    {
      label: 'Upgrade',
      value: due ? (
        <Pill hint={whyUpgrade({ version: router.version, softwareversion: router.softwareversion }, minimum)}>
          upgrade due
        </Pill>
      ) : (
        'not due'
      ),
    },
    { label: 'Scripts', value: router.scriptsversion, mono: true },
    { label: 'Template', value: router.templatename },
  ]
}
