import { Button } from '@mantine/core'
import type { SystemVm } from '@stratoview/api-client'
import { Panel, type Property, PropertyList } from '@stratoview/ui'
import { Link, useNavigate } from 'react-router'
import { paths, withSearch } from '../../paths.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { agentKind } from '../../vm/cells/agent.ts'
import { momentText } from '../../vm/cells/age.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { useSession } from '../../session.ts'
import { behindServer, whyBehind } from '../../vm/system-vm-version.ts'
import { monoProperty } from '../../vm/tabs/properties.ts'
import { SshPanel } from '../../vm/tabs/SshPanel.tsx'
import { ServedPanel } from './ServedPanel.tsx'
import { VersionCell } from './VersionCell.tsx'
import page from '../../vm/list/page.module.css'
import classes from './system-vms.module.css'

/** Everything CloudStack says of a system VM, in groups; what it leaves out is left out. */
export function DetailsTab({ vm }: { vm: SystemVm }) {
  const { cloudstackversion: server = '' } = useSession().features
  return (
    <div className={page.panels}>
      <Panel title="System VM">
        <PropertyList items={identity(vm)} label="System VM" />
      </Panel>
      <Panel title="Agent">
        <PropertyList items={agent(vm)} label="Agent" />
        <p className={classes.note}>{agentNote(vm)}</p>
        {behindServer(vm, server) && <p className={classes.note}>{whyBehind(server)}</p>}
        {agentKind(vm) !== 'passing' && (
          <div className={classes.why}>
            <WhyButton id={vm.id} />
          </div>
        )}
      </Panel>
      <Panel title="Addresses">
        <PropertyList items={addresses(vm)} label="Addresses" />
      </Panel>
      <Panel title="Runs on">
        <PropertyList items={place(vm)} label="Runs on" />
      </Panel>
      <ServedPanel vm={vm} />
      <SshPanel vm={vm} />
    </div>
  )
}

/** Runs the sequence at once, on the page that shows it. */
function WhyButton({ id }: { id: string }) {
  const navigate = useNavigate()
  const to = withSearch(paths.systemVm(id, 'diagnostics'), { part: 'why' })
  return <Button onClick={() => void navigate(to, { state: { ask: true } })}>Why is it not Up?</Button>
}

const identity = (vm: SystemVm): Property[] => [
  monoProperty('Name', vm.name),
  monoProperty('ID', vm.id),
  { label: 'Type', value: systemVmTypeWords(vm.systemvmtype) },
  { label: 'State', value: vm.state },
  { label: 'Template', value: vm.templatename },
  { label: 'Service offering', value: vm.serviceofferingname },
  { label: 'Created', value: vm.created && momentText(vm.created) },
]

const agent = (vm: SystemVm): Property[] => [
  { label: 'Agent state', value: <AgentCell row={vm} /> },
  {
    label: 'Last disconnected',
    value: vm.disconnected && momentText(vm.disconnected),
  },
  { label: 'Version', value: vm.version && <VersionCell row={vm} /> },
  { label: 'Active console sessions', value: vm.activeviewersessions?.toLocaleString('en') },
]

/** What its agent's state means, and where to look. Our advice, worded as advice. */
function agentNote(vm: SystemVm): string {
  const proxy = vm.systemvmtype === 'consoleproxy'
  switch (agentKind(vm)) {
    case 'failing':
      return `The management server has lost its agent${proxy ? ': no new console is given to it' : ': no transfer is given to it'}. If it runs, look whether it reaches the management server on port 8250; a reboot starts the agent anew.`
    case 'never-ran':
      return 'No agent has ever reported from it. That is not the same as down: right after a start it takes one to three minutes.'
    case 'running':
      return 'The agent is on its way: look again in a minute.'
    case 'stale':
      return 'The VM does not run, so its agent is not expected to answer.'
    default:
      return 'The management server hears from it.'
  }
}

const addresses = (vm: SystemVm): Property[] => [
  monoProperty('Public IP', vm.publicip),
  { label: 'Public netmask', value: vm.publicnetmask, mono: true },
  { label: 'Gateway', value: vm.gateway, mono: true },
  monoProperty('Private IP', vm.privateip),
  { label: 'Private netmask', value: vm.privatenetmask, mono: true },
  monoProperty('Link-local IP', vm.linklocalip),
  { label: 'DNS', value: [vm.dns1, vm.dns2].filter(Boolean).join(', '), mono: true },
  { label: 'Network domain', value: vm.networkdomain, mono: true },
  { label: 'Public MAC', value: vm.publicmacaddress, mono: true },
  { label: 'Private MAC', value: vm.privatemacaddress, mono: true },
]

const place = (vm: SystemVm): Property[] => [
  {
    label: 'Host',
    value: vm.hostname && <Link to={paths.systemVms({ host: vm.hostid })}>{vm.hostname}</Link>,
    mono: true,
  },
  { label: 'Host control state', value: vm.hostcontrolstate },
  { label: 'Hypervisor', value: vm.hypervisor },
  { label: 'Architecture', value: vm.arch },
  { label: 'Pod', value: vm.podname },
  { label: 'Zone', value: <Link to={paths.systemVms({ zone: vm.zoneid })}>{vm.zonename ?? vm.zoneid}</Link> },
]
