import { commands, type CommandName } from '@stratoview/api-client'
import { expect, it } from 'vitest'
import { Random } from '../src/random.ts'
import { operator, type Client } from './client.ts'

/** Texts that are no id, number, date or list, or only look like one. */
const odd = [
  'true',
  'false',
  '',
  '0',
  '-1',
  '1e309',
  '9999999999999',
  '2026-13-45',
  '2026-01-01 00:00:00',
  'x',
  '__proto__',
  'constructor',
  '\u0000',
  'ä'.repeat(300),
  '{"a":1}',
  '/etc/hosts',
  '[dhcp_check]',
]

/** What a parameter may be told: mostly the id or name of something there is. */
function valueFor({ world }: Client, name: string, random: Random): string {
  const { tables } = world
  const named: Record<string, readonly { id?: string; name?: string }[]> = {
    virtualmachineid: [...tables.routers, ...tables.systemVms, ...tables.instances],
    targetid: [...tables.routers, ...tables.systemVms],
    routerid: tables.routers,
    hostid: tables.hosts,
    zoneid: tables.zones,
    jobid: tables.jobs.map(({ jobid }) => ({ id: jobid })),
    id: [...tables.routers, ...tables.systemVms, ...tables.networks, ...tables.hosts],
    name: [...tables.configurations, ...tables.routers],
  }
  const rows = named[name]
  if (!rows || rows.length === 0 || random.next() < 0.3) return random.pick(odd)
  const row = random.pick(rows)
  return (name === 'name' ? row.name : row.id) ?? 'x'
}

it.each([1, 2, 3, 4])('every command with any parameters is answered as the contract says (%i)', async (seed) => {
  const random = new Random(seed)
  const client = await operator()
  const jobs = new Map<string, CommandName>()
  for (let count = 0; count < 250; count += 1) {
    const name = random.pick((Object.keys(commands) as CommandName[]).filter((one) => !/^log(in|out)$/.test(one)))
    const { kind, params, result } = commands[name]
    const told: Record<string, string> = {}
    for (const [field, schema] of Object.entries(params.shape)) {
      const needed = !schema.safeParse(undefined).success
      if (random.next() < (needed ? 0.95 : 0.3)) told[field] = valueFor(client, field, random)
    }
    const about = `${name} ${JSON.stringify(told)}`
    const { status, inside } = await client.call(name, told, kind === 'list' || kind === 'get' ? 'GET' : 'POST')
    if (status === 200) expect(result.safeParse(inside), about).toMatchObject({ success: true })
    else expect(inside, about).toMatchObject({ errorcode: status, errortext: expect.any(String) as string })
    if (typeof inside.jobid === 'string' && kind === 'job') jobs.set(inside.jobid, name)
    // A wrong code or key ends a session.
    if (status === 401 || status === 511) await client.login('admin')
    if (random.next() < 0.3) client.pass(random.int(0, 20_000))
  }
  client.pass(60_000)
  for (const [jobid, name] of jobs) {
    const { inside } = await client.call('queryAsyncJobResult', { jobid })
    const command = commands[name]
    if (inside.jobstatus !== 1 || !('jobresult' in command)) continue
    expect(command.jobresult.safeParse(inside.jobresult), name).toMatchObject({ success: true })
  }
  expect(jobs.size).toBeGreaterThan(5)
})
