import type { JobResult } from '@stratoview/api-client'
import { ApiError, badParameter } from '../api-error.ts'
import { keep, originOf } from '../diagnostics/bundles.ts'
import { filesOf } from '../diagnostics/files.ts'
import { guestOf, type Guest } from '../diagnostics/guest.ts'
import { patience, runTool, types, type Ran, type Type } from '../diagnostics/tools.ts'
import type { Context, Family, Given } from '../handler.ts'
import type { Accepted, Steps } from '../steps.ts'
import { act } from './common.ts'

const failed = (text: string) => new ApiError(530, text)

/** A job on a VM, told as an event of its kind. What is no system VM is 431 in the job (reference §6.1). */
function guestJob<Answer>(
  context: Context,
  targetid: string,
  cmd: string,
  steps: (guest: Guest) => Steps<Answer>,
): Accepted<Answer> {
  const { guest, number } = guestOf(context.world, targetid)
  const subject = { type: guest?.type ?? 'SystemVm', id: targetid, name: guest?.row.name ?? '' }
  const action = {
    type: `${guest?.event ?? 'SSVM'}.DIAGNOSTICS`,
    doing: 'running diagnostics on system vm',
    idLabel: 'VM Id: ',
    scheduled: 'Executing diagnostics on system vm: ',
  }
  return act(context, { action, subject, cmd: `admin.diagnostics.${cmd}` }, function* () {
    if (!guest) throw badParameter(`Unable to find a system vm with id ${number}`)
    return yield* steps(guest)
  })
}

/** Recorded: `runDiagnostics.stopped`. */
function requireHost({ row }: Guest): void {
  if (row.hostid === undefined) throw failed(`Unable to find host for virtual machine instance: ${row.name}`)
}

type Output = JobResult<'runDiagnostics'>

/** Recorded: `runDiagnostics.bad-type`, `.bad-params`, `.stopped`, `.ping`; what is printed is a system VM's Debian's. */
function* run(guest: Guest, { type, ipaddress, params = '' }: Given<'runDiagnostics'>): Steps<Output> {
  const tool = type.toLowerCase()
  if (!(types as readonly string[]).includes(tool)) throw failed(`${type} Is not a valid diagnostics command type. `)
  if (params !== '' && !/^[\w\-\s.]+$/.test(params))
    throw failed(`Optional parameters contain unwanted characters: ${params}`)
  requireHost(guest)
  if (guest.world.troubles.get(guest.row.id) === 'no-contact') {
    yield 3_000
    const row = guest.row as { linklocalip?: string }
    // The words of ssh on the host; the server hands on whatever the host's agent says.
    return told('', `ssh: connect to host ${row.linklocalip ?? ''} port 3922: No route to host`, -1)
  }
  const { took, stdout, stderr, exitcode }: Ran = runTool(guest, tool as Type, ipaddress, params)
  yield Math.min(took, patience)
  return took > patience ? told('', 'timeout', -1) : told(stdout, stderr, exitcode)
}

const told = (stdout: string, stderr: string, exitcode: number): Output => ({
  diagnostics: { stdout, stderr, exitcode: String(exitcode) },
})

/** Recorded: `getDiagnosticsData`: without the stores' statistics no store will do. Else reference §6.2. */
function* collect(
  guest: Guest,
  files: string | undefined,
  { origin, listening }: Context,
): Steps<JobResult<'getDiagnosticsData'>> {
  const { world, row } = guest
  const { zones, imageStores, systemVms, configurations } = world.tables
  const value = (name: string) => String(configurations.find((setting) => setting.name === name)?.value ?? '')
  requireHost(guest)
  const stores = imageStores.filter((store) => store.zoneid === row.zoneid && store.protocol === 'nfs')
  if (stores.length === 0) throw failed('No Secondary storage found in Zone')
  const threshold = Number(value('diagnostics.data.disable.threshold'))
  const fits = stores.some(
    ({ disksizetotal: total = 0, disksizeused: used = 0 }) => total > 0 && used / total < threshold,
  )
  if (!fits) {
    const number = zones.findIndex(({ id }) => id === row.zoneid) + 1
    const zone = `{"id": "${number}", "name": "${row.zonename}", "uuid": "${row.zoneid}"}`
    throw failed(`No suitable secondary storage found to retrieve diagnostics in Zone: Zone ${zone}`)
  }
  const kind = guest.type === 'DomainRouter' ? 'router' : 'systemvm'
  const wanted = (files || value(`diagnostics.data.${kind}.defaults`)).split(',').map((one) => one.trim())
  yield 4_000
  const storage = systemVms.find(
    (vm) => vm.systemvmtype === 'secondarystoragevm' && vm.zoneid === row.zoneid && vm.state === 'Running',
  )
  if (storage?.publicip === undefined) throw failed('No SSVM found in zone')
  const entries = filesOf(
    guest,
    wanted.filter((one) => one !== ''),
  )
  const path = keep(world, row.name, entries, world.troubles.get(row.id) === 'cut-bundle')
  // With a port of its own the simulator serves what its storage VMs would.
  const at = listening ? origin : originOf(world, storage.publicip)
  return { diagnostics: { url: `${at}${path}` } }
}

export const diagnosticsHandlers: Family<'runDiagnostics' | 'getDiagnosticsData'> = {
  runDiagnostics: (given, context) =>
    guestJob(context, given.targetid, 'RunDiagnosticsCmd', (guest) => run(guest, given)),
  getDiagnosticsData: ({ targetid, files }, context) =>
    guestJob(context, targetid, 'GetDiagnosticsDataCmd', (guest) => collect(guest, files, context)),
}
