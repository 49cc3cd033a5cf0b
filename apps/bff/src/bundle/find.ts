import * as z from 'zod'
import { findVm } from '../console/lookup.ts'
import { Forbidden } from '../console/targets.ts'
import { misshapen, refuse } from '../error.ts'
import type { Parts } from '../parts.ts'
import { requireApis } from '../rights.ts'
import type { Session } from '../session.ts'
import { placeOf, type Place } from './place.ts'

const command = 'getDiagnosticsData'
const done = z.looseObject({ diagnostics: z.looseObject({ url: z.string() }) })
const failed = z.looseObject({ errortext: z.string() })

export interface Found {
  place: Place
  /** What the file is to be called. */
  filename: string
  vm: string
}

/**
 * Where the bundle of a finished getDiagnosticsData job is. The browser names the job alone: the URL is CloudStack's own
 * answer, and is held against the secondary storage VMs of the zone the VM is in.
 *
 * Throws 403 without the right; 404 `not-found` for any other job; 409 `not-ready`, `failed` (CloudStack's words), `gone`;
 * 502 `bundle-address`, `shape`.
 */
export async function findBundle(
  { cloudstack, log }: Pick<Parts, 'cloudstack' | 'log'>,
  session: Session,
  jobid: string,
  local: boolean,
): Promise<Found> {
  const apis = requireApis(session, command, 'listSystemVms')
  const { result: job } = await cloudstack.call('queryAsyncJobResult', { jobid }, session)
  if (!job.cmd?.endsWith('.GetDiagnosticsDataCmd') || job.jobinstanceid === undefined)
    throw refuse(404, 'not-found', 'This job did not collect diagnostics files.', { command })
  if (job.jobstatus === 0) throw refuse(409, 'not-ready', 'The files are still being collected.', { command })
  if (job.jobstatus !== 1) {
    const said = failed.safeParse(job.jobresult).data?.errortext
    throw refuse(409, 'failed', said ?? 'The files could not be collected.', { command })
  }
  const answer = done.safeParse(job.jobresult)
  if (!answer.success) throw misshapen(command, answer.error)
  const { url } = answer.data.diagnostics
  const vm = await findVm(cloudstack, session, apis, job.jobinstanceid)
  if (vm?.zoneid === undefined)
    throw refuse(409, 'gone', 'The VM no longer exists, so its zone’s secondary storage VMs are not known.', {
      command,
    })
  const storage = { systemvmtype: 'secondarystoragevm', zoneid: vm.zoneid }
  const { result } = await cloudstack.call('listSystemVms', storage, session)
  const publicips = result.systemvm.flatMap(({ publicip }) => (publicip === undefined ? [] : [publicip]))
  const domain = apis.includes('listConfigurations') ? await domainOf({ cloudstack }, session) : ''
  const zones = [vm.zoneid, vm.zonename].filter((zone) => zone !== undefined)
  try {
    return { place: placeOf(url, { publicips, domain, zones, local }), filename: nameOf(url), vm: vm.name ?? '' }
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error
    log.warn({ audit: 'bundle-address', what: error.message }, 'bundle address refused')
    throw refuse(
      502,
      'bundle-address',
      `CloudStack named ${error.message}: Stratoview fetches files only from the secondary storage VMs of the VM’s zone.`,
      { command },
    )
  }
}

async function domainOf({ cloudstack }: Pick<Parts, 'cloudstack'>, session: Session): Promise<string> {
  const name = 'secstorage.ssl.cert.domain'
  const { result } = await cloudstack.call('listConfigurations', { name }, session)
  return result.configuration.find((setting) => setting.name === name)?.value ?? ''
}

/** The last part of the path as far as it is a plain name: it becomes a header and a file. */
function nameOf(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  const plain = last.replaceAll(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '')
  return plain.endsWith('.zip') ? plain.slice(-120) : 'diagnostics.zip'
}
