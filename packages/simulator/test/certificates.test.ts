import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { operator } from './client.ts'
import { differences } from './compare.ts'
import { followed, recordedCourse } from './follow.ts'
import { series } from './recorded.ts'
import { recordedWorld } from './recorded-world.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const pkcs8 = String(rsa.export({ type: 'pkcs8', format: 'pem' }))

/** The keys were left out of the recordings; others of the same kind take their place. */
function restored(params: Record<string, unknown>): Record<string, unknown> {
  if (params.privatekey === undefined) return params
  const label = /BEGIN ([A-Z ]+)-/.exec(String(params.privatekey))?.[1]
  if (label === 'RSA PRIVATE KEY') return { ...params, privatekey: rsa.export({ type: 'pkcs1', format: 'pem' }) }
  const curve = new X509Certificate(String(params.certificate)).publicKey.asymmetricKeyType === 'ec'
  return { ...params, privatekey: (curve ? ec : rsa).export({ type: 'pkcs8', format: 'pem' }) }
}

describe('uploads go their recorded way', () => {
  for (const kind of ['root', 'intermediate', 'server', 'wrong-key', 'pkcs1-key', 'ec-key', 'garbage']) {
    const name = `uploadCustomCertificate.${kind}`
    it(name, async () => {
      const client = await recordedWorld()
      const was = recordedCourse(name)
      const is = await followed(client, name, restored)
      expect(differences(was.accepted, is.accepted)).toEqual([])
      if (was.pending) expect(differences(was.pending, is.pending)).toEqual([])
      expect(differences(was.result, is.result)).toEqual([])
      expect(is.left).toBe(was.left)
    })
  }
})

const sent = (kind: string) => restored(series(`uploadCustomCertificate.${kind}`)[0]?.request.params ?? {})

async function uploaded(kind: string, over: Record<string, unknown> = {}) {
  const client = await operator()
  const { command, ...params } = { ...sent(kind), ...over }
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))
  const { inside } = await client.call(String(command), given, 'POST')
  client.pass(600)
  const { inside: job } = await client.call('queryAsyncJobResult', { jobid: inside.jobid })
  const vm = (name: string) => client.world.tables.systemVms.find((row) => row.name === name)
  const shown = (name: string, port: number) =>
    client.simulator
      .shownAt(client.sessionkey, vm(name)?.publicip ?? '', port)
      ?.map((pem) => new X509Certificate(pem).subject)
  return { client, job, vm, shown }
}

describe('a server certificate', () => {
  it('restarts the secondary storage VMs, which then show it, and no console proxy', async () => {
    const { client, vm, shown } = await uploaded('server')
    const state = client.world.tables.configurations.find((row) => row.name === 'consoleproxy.management.state')
    expect(state?.value).toBe('ResetSuspending')
    client.pass(5_000)
    expect([vm('s-1-VM')?.agentstate, vm('v-2-VM')?.agentstate]).toEqual(['Connecting', 'Up'])
    client.pass(4_000)
    expect(vm('s-1-VM')?.agentstate).toBe('Up')
    expect(shown('s-1-VM', 443)).toEqual(['CN=*.console.example.org', 'CN=Example Intermediate', 'CN=Example Root'])
    expect([shown('v-2-VM', 8443), shown('v-2-VM', 8080), shown('v-1049-VM', 8080)]).toEqual([undefined, [], undefined])
  })

  it('is shown by a console proxy that is started, not rebooted, after the management server has read the settings', async () => {
    const { client, vm, shown } = await uploaded('server')
    const reboot = async (forced: boolean) => {
      await client.call('rebootSystemVm', { id: vm('v-2-VM')?.id, forced }, 'POST')
      client.pass(12_000)
    }
    await reboot(true)
    expect(shown('v-2-VM', 8443)).toBeUndefined()
    client.simulator.control.restart()
    await reboot(false)
    expect(shown('v-2-VM', 8443)).toBeUndefined()
    await reboot(true)
    expect(shown('v-2-VM', 8443)?.[0]).toBe('CN=*.console.example.org')
    expect(shown('v-2-VM', 8080)).toBeUndefined()
  })

  it('is told to one who has a session of this world alone', async () => {
    const { client, vm } = await uploaded('server')
    expect(client.simulator.shownAt('nobody’s', vm('s-1-VM')?.publicip ?? '', 443)).toBeUndefined()
  })
})

describe('what is refused', () => {
  it.each([
    ['an authority without a name', 'root', { name: undefined }, "alias can't be empty, if it's a certification chain"],
    ['an authority without a place', 'root', { id: undefined }, "index can't be empty, if it's a certification chain"],
    ['a named server', 'server', { name: 'x' }, "Can't change the alias for private key certification"],
    [
      'a key with a password',
      'server',
      { privatekey: rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }) },
      'Failed to pass certificate validation check with error: Certificate validation failed due to exception for domain: *.console.example.org',
    ],
    [
      'a certificate that is none',
      'server',
      { certificate: 'garbage', privatekey: pkcs8 },
      'Failed to pass certificate validation check with error: Certificate validation failed due to exception for domain: *.console.example.org',
    ],
  ])('%s', async (_, kind, over, errortext) => {
    const { job } = await uploaded(kind, over)
    expect(job).toMatchObject({ jobstatus: 2, jobresult: { errorcode: 431, errortext } })
  })
})

it('an agent takes a new certificate from the cloud’s own authority, one that is away does not', async () => {
  const client = await operator()
  const provision = async (name: string) => {
    const host = client.world.tables.hosts.find((row) => row.name === name)
    const { inside } = await client.call('provisionCertificate', { hostid: host?.id, reconnect: true }, 'POST')
    client.pass(3_000)
    return (await client.call('queryAsyncJobResult', { jobid: inside.jobid })).inside
  }
  expect(await provision('s-1-VM')).toMatchObject({ jobstatus: 1, jobresult: { success: true } })
  expect(await provision('v-214-VM')).toMatchObject({ jobstatus: 2 })
})
