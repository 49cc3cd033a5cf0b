import { shellWord } from '../quote.ts'

/** What the guide ("Accessing System VMs") needs to know of a VM. */
export interface SshTarget {
  hypervisor?: string
  hostname?: string
  linklocalip?: string
  /** System VMs have one; a router's control address on VMware is its `linklocalip`, which is a management address there. */
  privateip?: string
}

export interface SshWay {
  /** where the command is typed */
  from: string
  command: string
}

const NOWHERE = 'It is on no host now: start it first.'
const PORT = 3922
/** Where an agent keeps the key, and where the management server does. */
const HOST_KEY = '/root/.ssh/id_rsa.cloud'
const SERVER_KEY = '/var/lib/cloudstack/management/.ssh/id_rsa'

/**
 * The guide's SSH lines for a VM's hypervisor: through its host by the link-local address on KVM and XenServer, from
 * the management server by the private address on VMware. A sentence when there is no line to give.
 */
export function sshWays(vm: SshTarget): SshWay[] | string {
  const { hypervisor, hostname, linklocalip, privateip } = vm
  // A stopped router says neither host nor hypervisor.
  if (hypervisor === undefined) return NOWHERE
  if (hypervisor === 'VMware') {
    const address = privateip ?? linklocalip
    if (address === undefined) return 'It has no private address now: start it first.'
    return [{ from: 'On the management server', command: ssh(SERVER_KEY, address) }]
  }
  if (hypervisor !== 'KVM' && hypervisor !== 'XenServer') {
    return `CloudStack’s guide has no way for hypervisor ${hypervisor}.`
  }
  if (linklocalip === undefined || hostname === undefined) return NOWHERE
  const inner = ssh(HOST_KEY, linklocalip)
  return [
    { from: `On the host, ${hostname}`, command: inner },
    { from: 'From anywhere that reaches the host', command: `ssh -t ${shellWord(`root@${hostname}`)} ${inner}` },
  ]
}

const ssh = (key: string, address: string) => `ssh -i ${key} -p ${PORT} root@${address}`
