import { createSimulator } from '@stratoview/simulator'
import { expect, test } from 'vitest'
import { overEmbeddedFetch } from '../src/bundle/fetch.ts'
import type { FleetLine, RouterRow, SystemVmRow } from '../src/app.ts'
import { start } from './harness.ts'

const epoch = Date.UTC(2026, 10, 23, 9)

async function signedIn(username = 'admin', domain?: string) {
  const simulator = createSimulator({ epoch })
  const started = start(simulator.fetch, {}, { bundle: overEmbeddedFetch(simulator.fetch) })
  const answer = await started.post('/api/session', { username, password: 'password', domain })
  return { ...started, answer, control: simulator.control }
}
const rowsOf = async <Row>(response: Response) => {
  const lines = (await response.text()).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as FleetLine<Row>).flatMap((line) => ('rows' in line ? line.rows : []))
}

test('an operator sees the whole fleet with its troubles, by the cloud’s own clock', async () => {
  const { answer, get, control } = await signedIn()
  expect(await answer.json()).toMatchObject({
    user: { username: 'admin', type: '1' },
    features: { apis: expect.arrayContaining(['listRouters', 'destroyRouter', 'listSystemVms']) as string[] },
  })
  const response = await get('/api/fleet/routers')
  expect(Number(response.headers.get('x-cloudstack-date'))).toBe(epoch)
  const routers = await rowsOf<RouterRow>(response)
  expect(routers).toHaveLength(control.world().tables.routers.length)
  expect(routers.map(({ health }) => health.basic.verdict)).toEqual(
    expect.arrayContaining(['failing', 'no-contact', 'passing']),
  )
  const systemVms = await rowsOf<SystemVmRow>(await get('/api/fleet/system-vms'))
  expect(new Set(systemVms.map((vm) => vm.systemvmtype))).toEqual(new Set(['consoleproxy', 'secondarystoragevm']))
})

test('a verb is a job: accepted, then done when the cloud’s clock has moved', async () => {
  const { get, post, control } = await signedIn()
  const router = (await rowsOf<RouterRow>(await get('/api/fleet/routers'))).find(({ state }) => state === 'Running')!
  const { jobid } = (await (await post('/api/cs/stopRouter', { id: router.id })).json()) as { jobid: string }
  const job = async () => (await get(`/api/cs/queryAsyncJobResult?jobid=${jobid}`)).json()
  expect(await job()).toMatchObject({ jobid, jobstatus: 0 })
  control.advance(5 * 60_000)
  expect(await job()).toMatchObject({ jobstatus: 1, jobresult: { router: { id: router.id, state: 'Stopped' } } })
})

test('a router’s files come through, from the storage VM of its zone, and nothing else’s do', async () => {
  const { get, post, control } = await signedIn()
  const { routers, systemVms } = control.world().tables
  const router = routers.find(({ state }) => state === 'Running')!
  const { jobid } = (await (await post('/api/cs/getDiagnosticsData', { targetid: router.id })).json()) as {
    jobid: string
  }
  expect((await get(`/api/diagnostics/${jobid}`)).status).toBe(409)
  control.advance(60_000)
  const bundle = await get(`/api/diagnostics/${jobid}`)
  expect(bundle.headers.get('content-disposition')).toMatch(/filename="diagnostics_files_r-\d+-VM_[\d-]+\.zip"/)
  expect(Buffer.from(await bundle.arrayBuffer()).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'))
  // The storage VM has another address by now: what CloudStack said then is no longer one of the zone’s.
  for (const vm of systemVms) if (vm.zoneid === router.zoneid) vm.publicip = '192.0.2.9'
  expect((await get(`/api/diagnostics/${jobid}`)).status).toBe(502)
})

test('what would mean something to a shell is refused here, because CloudStack would not look', async () => {
  const { post, control } = await signedIn()
  const targetid = control.world().tables.routers.find(({ state }) => state === 'Running')!.id
  const asked = { targetid, type: 'ping', ipaddress: '10.1.1.1' }
  for (const wrong of [
    { ipaddress: '$(reboot)' },
    { ipaddress: '-f' },
    { ipaddress: 'a b' },
    { params: '-c 1\nreboot' },
  ]) {
    expect((await post('/api/cs/runDiagnostics', { ...asked, ...wrong })).status).toBe(400)
  }
  for (const files of ['/etc/hosts;reboot', '[a`b`]', '/etc/$HOME']) {
    expect((await post('/api/cs/getDiagnosticsData', { targetid, files })).status).toBe(400)
  }
  expect(control.world().tables.jobs).toEqual([])
  expect((await post('/api/cs/runDiagnostics', { ...asked, params: '-c 2 -I eth2' })).status).toBe(200)
})

test.each([
  ['auditor', undefined, ['listRouters', 'listSystemVms'], ['stopRouter']],
  ['salesadmin', 'sales', ['listRouters', 'stopRouter'], ['listSystemVms', 'getRouterHealthCheckResults']],
  ['tenant', undefined, ['listVirtualMachines'], ['listRouters', 'listSystemVms']],
])('%s may what the role may', async (username, domain, may, mayNot) => {
  const { answer, get } = await signedIn(username, domain)
  const { features } = (await answer.json()) as { features: { apis: string[] } }
  expect(features.apis).toEqual(expect.arrayContaining(may))
  for (const name of mayNot) expect(features.apis).not.toContain(name)
  const fleet = await get('/api/fleet/routers')
  expect(fleet.status).toBe(may.includes('listRouters') ? 200 : 432)
})

test('two-factor: a wrong code ends the session, signing in again and the right one opens it', async () => {
  const { answer, get, post, signIn, control } = await signedIn('careful')
  expect(await answer.json()).toMatchObject({ twofactor: { provider: 'staticpin' } })
  expect((await get('/api/cs/listZones')).status).toBe(401)
  expect((await post('/api/session/2fa', { code: '000000' })).status).toBe(511)
  await signIn('careful', 'password')
  const [pin] = control.world().pins.values()
  expect((await post('/api/session/2fa', { code: pin })).status).toBe(200)
  expect((await get('/api/cs/listZones')).status).toBe(200)
})

test('a session that CloudStack dropped is one 401, and signing in again goes on', async () => {
  const { get, signIn, control } = await signedIn()
  control.fault('', { command: 'listZones', kind: 'drop-session', times: 1 })
  expect((await get('/api/cs/listZones')).status).toBe(401)
  expect((await get('/api/session')).status).toBe(401)
  await signIn('admin', 'password')
  expect((await get('/api/cs/listZones')).status).toBe(200)
})
