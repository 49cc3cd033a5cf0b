import { expect, it } from 'vitest'
import { sshWays } from './ssh.ts'

it('goes through the host by the link-local address on KVM and XenServer', () => {
  for (const hypervisor of ['KVM', 'XenServer']) {
    expect(sshWays({ hypervisor, hostname: 'kvm01', linklocalip: '169.254.3.93', privateip: '172.16.0.250' })).toEqual([
      { from: 'On the host, kvm01', command: 'ssh -i /root/.ssh/id_rsa.cloud -p 3922 root@169.254.3.93' },
      {
        from: 'From anywhere that reaches the host',
        command: 'ssh -t root@kvm01 ssh -i /root/.ssh/id_rsa.cloud -p 3922 root@169.254.3.93',
      },
    ])
  }
})

it('makes of a host’s name one word of the line, whatever it holds', () => {
  const [, remote] = sshWays({ hypervisor: 'KVM', hostname: 'kvm; rm -rf ~', linklocalip: '169.254.3.93' })
  expect(remote).toMatchObject({ command: expect.stringMatching(/^ssh -t 'root@kvm; rm -rf ~' ssh -i /) as string })
})

it('goes from the management server by the private address on VMware', () => {
  const command = 'ssh -i /var/lib/cloudstack/management/.ssh/id_rsa -p 3922 root@172.16.0.250'
  const from = 'On the management server'
  expect(sshWays({ hypervisor: 'VMware', privateip: '172.16.0.250' })).toEqual([{ from, command }])
  expect(sshWays({ hypervisor: 'VMware', linklocalip: '172.16.0.250' })).toEqual([{ from, command }])
})

it('says why when there is no line', () => {
  expect(sshWays({ hypervisor: 'KVM', linklocalip: '169.254.3.93' })).toMatch('start it first')
  expect(sshWays({})).toMatch('start it first')
  expect(sshWays({ hypervisor: 'Simulator', hostname: 'x', linklocalip: 'y' })).toMatch(
    'no way for hypervisor Simulator',
  )
})
