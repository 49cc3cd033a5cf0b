import { describe, expect, it } from 'vitest'
import { inflateRawSync } from 'node:zlib'
import { operator, type Client } from './client.ts'

type Row = { id: string; name: string; [field: string]: unknown }

function named(client: Client, name: string): Row {
  const { routers, systemVms, instances } = client.world.tables
  const found = [...routers, ...systemVms, ...instances].find((row) => row.name === name)
  if (!found) throw new Error(`There is no ${name}`)
  return found
}

interface Ended {
  jobstatus: number
  jobinstancetype: string
  jobresult: { diagnostics: { stdout: string; stderr: string; exitcode: string; url: string }; errortext: string }
}

async function ended(client: Client, command: string, params: Record<string, unknown>): Promise<Ended> {
  const { inside } = await client.call(command, params, 'POST')
  client.pass(65_000)
  return (await client.call('queryAsyncJobResult', { jobid: inside.jobid })).inside as unknown as Ended
}

const run = (client: Client, name: string, type: string, ipaddress: string, params?: string) =>
  ended(client, 'runDiagnostics', { targetid: named(client, name).id, type, ipaddress, ...(params ? { params } : {}) })

describe('what the tools print', () => {
  it('is the same each time', async () => {
    const one = await run(await operator(), 'r-1042-VM', 'ping', '10.1.1.1')
    const two = await run(await operator(), 'r-1042-VM', 'ping', '10.1.1.1')
    expect(one.jobresult).toEqual(two.jobresult)
  })

  it.each([
    ['r-1042-VM', 'ping', '203.0.113.1', '', '0', /4 packets transmitted, 4 received, 0% packet loss/],
    ['r-1042-VM', 'PING', 'example.com', '-c 2 -i 2', '0', /2 packets transmitted, 2 received/],
    ['r-1042-VM', 'ping', 'nowhere.invalid', '', '2', /Name or service not known/],
    ['r-1042-VM', 'ping', '10.99.0.1', '', '1', /100% packet loss/],
    ['r-1042-VM', 'ping6', '2001:db8::1', '', '2', /Network is unreachable/],
    ['r-1042-VM', 'ping', '10.1.1.1', '-z', '2', /invalid option -- 'z'/],
    ['r-1042-VM', 'ping', '203.0.113.1', '-c 100', '-1', /^timeout$/],
    ['r-883-VM', 'ping', '203.0.113.1', '', '1', /Destination Host Unreachable[^]*\+4 errors, 100% packet loss/],
    ['r-883-VM', 'ping', 'example.com', '', '2', /Temporary failure in name resolution/],
    ['r-915-VM', 'ping', '192.0.2.77', '-c 9', '0', /9 packets transmitted, 6 received, 33.3333% packet loss/],
    ['r-1042-VM', 'traceroute', '192.0.2.77', '', '0', /^traceroute to 192\.0\.2\.77 .*20 hops max[^]*\n 1 {2}gateway/],
    ['r-1042-VM', 'traceroute', '10.99.0.1', '-m 5', '0', / 5 {2}\* \* \*$/],
    ['r-1042-VM', 'arping', '203.0.113.1', '-I eth2', '0', /Unicast reply from 203\.0\.113\.1 \[1E:00/],
    ['r-1042-VM', 'arping', '203.0.113.1', '', '1', /Received 0 response/],
    ['r-1042-VM', 'arping', '203.0.113.1', '-I eth9', '2', /Device eth9 not available/],
    ['v-214-VM', 'ping', '10.20.1.2', '', '1', /100% packet loss/],
    ['v-2-VM', 'ping', '10.20.1.2', '', '0', / 0% packet loss/],
    ['r-988-VM', 'ping', '10.1.1.1', '', '-1', /No route to host/],
  ])('%s: %s %s %s ends with %s', async (name, type, target, params, exitcode, words) => {
    const { jobstatus, jobresult } = await run(await operator(), name, type, target, params)
    expect(jobstatus).toBe(1)
    const { stdout, stderr, exitcode: code } = jobresult.diagnostics
    expect(`${stdout}${stderr}`).toMatch(words)
    expect(code).toBe(exitcode)
  })

  it('an instance answers while it runs, by its address and by its name', async () => {
    const client = await operator()
    const router = client.world.tables.routers.find(({ name }) => name === 'r-1042-VM')!
    const behind = client.world.tables.instances.filter((vm) => vm.nic?.[0]?.networkid === router.guestnetworkid)
    const up = behind.find(({ state }) => state === 'Running')!
    for (const target of [String(up.nic?.[0]?.ipaddress), up.name]) {
      expect((await run(client, 'r-1042-VM', 'ping', target)).jobresult.diagnostics.exitcode).toBe('0')
    }
    up.state = 'Stopped'
    const { stdout } = (await run(client, 'r-1042-VM', 'ping', String(up.nic?.[0]?.ipaddress))).jobresult.diagnostics
    expect(stdout).toContain('Destination Host Unreachable')
  })

  it('hostile output holds escape sequences', async () => {
    const { jobresult } = await run(await operator(), 'r-977-VM', 'traceroute', '192.0.2.77')
    expect(jobresult.diagnostics.stdout).toContain('\u001B[2J')
  })

  it('an instance is no system VM', async () => {
    const client = await operator()
    const { jobstatus, jobresult } = await ended(client, 'runDiagnostics', {
      targetid: client.world.tables.instances[0]!.id,
      type: 'ping',
      ipaddress: '10.1.1.1',
    })
    expect(jobstatus).toBe(2)
    expect(jobresult.errortext).toMatch(/^Unable to find a system vm with id \d+$/)
  })
})

/** Name and text of each file, by the local headers alone. */
function unzipped(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const [size, name] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)]
    const from = at + 30 + name
    files.set(bytes.toString('utf8', at + 30, from), inflateRawSync(bytes.subarray(from, from + size)).toString('utf8'))
    at = from + size
  }
  return files
}

describe('a bundle', () => {
  const bundle = async (client: Client, name: string, files?: string) =>
    ended(client, 'getDiagnosticsData', { targetid: named(client, name).id, ...(files ? { files } : {}) })
  const fetched = async (client: Client, url: string) => client.simulator.fetch(new Request(url))

  it('holds the defaults of the type, and says what is missing', async () => {
    const client = await operator()
    const { jobresult, jobinstancetype } = await bundle(client, 'r-1042-VM')
    expect(jobinstancetype).toBe('DomainRouter')
    const { url } = jobresult.diagnostics
    expect(url).toMatch(/^http:\/\/203\.0\.113\.2\/userdata\/[0-9a-f-]{36}\/diagnostics_files_r-1042-VM_[\d-]+\.zip$/)
    const files = unzipped(Buffer.from(await (await fetched(client, url)).arrayBuffer()))
    expect([...files.keys()]).toEqual(expect.arrayContaining(['iptables.log', 'dhcphosts.txt', 'cloud.log']))
    expect(files.get('fileinfo.txt')).toContain('/etc/ipsec.d/l2tp.conf File Not Found!!')
  })

  it('holds what was asked for, a script’s output too', async () => {
    const client = await operator()
    const { jobresult } = await bundle(client, 's-1-VM', '[SSVM-CHECK.sh],/no/such/file')
    const files = unzipped(Buffer.from(await (await fetched(client, jobresult.diagnostics.url)).arrayBuffer()))
    expect([...files.keys()]).toEqual(['ssvm-check.log', 'fileinfo.txt'])
  })

  it('has no file called as what every object has', async () => {
    const client = await operator()
    const asked = ['constructor', '__proto__', 'hasOwnProperty', '[valueOf]', '[__proto__]']
    const { jobresult } = await bundle(client, 'r-1042-VM', asked.join(','))
    const files = unzipped(Buffer.from(await (await fetched(client, jobresult.diagnostics.url)).arrayBuffer()))
    expect([...files.keys()]).toEqual(['fileinfo.txt'])
    for (const name of asked) expect(files.get('fileinfo.txt')).toContain(`${name} File Not Found!!`)
  })

  it('is gone when it is older than the setting says', async () => {
    const client = await operator()
    const { url } = (await bundle(client, 'r-1042-VM')).jobresult.diagnostics
    client.pass(86_401_000)
    expect((await fetched(client, url)).status).toBe(404)
  })

  it('needs a storage VM that runs, and space', async () => {
    const client = await operator()
    const { systemVms, imageStores } = client.world.tables
    for (const vm of systemVms) if (vm.systemvmtype === 'secondarystoragevm') vm.state = 'Migrating'
    expect((await bundle(client, 'r-1042-VM')).jobresult.errortext).toBe('No SSVM found in zone')
    for (const store of imageStores) store.disksizeused = store.disksizetotal
    expect((await bundle(client, 'r-1042-VM')).jobresult.errortext).toContain('No suitable secondary storage found')
  })
})
