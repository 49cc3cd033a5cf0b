import { ApiError } from '../api-error.ts'
import { ActionEvents, emit } from '../event.ts'
import type { Context, Family, Given } from '../handler.ts'
import { keystoreOf } from '../lifecycle/keystore.ts'
import { reboot } from '../lifecycle/system-vm.ts'
import { cacertificate, caproviders } from '../seed/recorded.ts'
import { run, type Accepted } from '../steps.ts'
import type { World } from '../world.ts'

/** Recorded: the same sentence for every one that is taken. */
const message =
  'Certificate has been successfully updated, if its the server certificate we would reboot all running console proxy VMs and secondary storage VMs to propagate the new certificate, please give a few minutes for console access and storage services service to be up and working again'

const refused = (text: string) => new ApiError(431, text, { cserrorcode: 4350 })
const invalid = (why: string) =>
  refused(
    `Failed to pass certificate validation check with error: Certificate validation failed due to exception${why}`,
  )

/** The DER of a PEM block as characters; undefined when there is none of that label. */
function derOf(pem: string, label: string): string | undefined {
  const [, body] = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem) ?? []
  try {
    return body === undefined ? undefined : atob(body.replaceAll(/\s/g, ''))
  } catch {
    return undefined
  }
}

const rsaOid = '\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01'

/** PKCS#8 of RSA, or PKCS#1 (recorded: `.pkcs1-key` is taken, `.ec-key` is not); one with a password is not readable. */
const isKey = (pem: string): boolean =>
  derOf(pem, 'PRIVATE KEY')?.includes(rsaOid) === true || derOf(pem, 'RSA PRIVATE KEY') !== undefined

const isCertificate = (pem: string): boolean => derOf(pem, 'CERTIFICATE')?.startsWith('\x30') === true

/** Reference §8.1 for the aliases; recorded: `.garbage`, `.ec-key`. That key and certificate belong together is not looked at. */
function check({ certificate, privatekey, name, id, domainsuffix }: Given<'uploadCustomCertificate'>): void {
  if (privatekey !== undefined) {
    if (name !== undefined) throw refused("Can't change the alias for private key certification")
    if (!isCertificate(certificate) || !isKey(privatekey)) throw invalid(` for domain: ${domainsuffix}`)
    return
  }
  if (name === undefined) throw refused("alias can't be empty, if it's a certification chain")
  if (id === undefined) throw refused("index can't be empty, if it's a certification chain")
  if (!isCertificate(certificate)) throw invalid(': Could not parse certificate: java.io.IOException: Empty input')
}

function store(world: World, given: Given<'uploadCustomCertificate'>): void {
  const { certificate, privatekey, name, id, domainsuffix } = given
  keystoreOf(world).put(privatekey === undefined ? name : undefined, {
    pem: certificate,
    domain: domainsuffix,
    seq: Number(id ?? 0),
  })
  // Meant to restart every console proxy; on 4.22 it restarts none (recorded: `.server` and the settings after it).
  const state = world.tables.configurations.find((row) => row.name === 'consoleproxy.management.state')
  if (state) state.value = 'ResetSuspending'
  if (privatekey === undefined) return
  for (const vm of world.tables.systemVms) {
    if (vm.systemvmtype === 'consoleproxy' || vm.state !== 'Running') continue
    const ignored = () => undefined
    run(world, reboot(world, vm, false), ignored, ignored)
  }
}

function upload(given: Given<'uploadCustomCertificate'>, { world, caller }: Context) {
  const about = { username: caller.username, type: 'UPLOAD.CUSTOM.CERTIFICATE' }
  const description = 'Uploading custom certificate to the db, and applying it to all the cpvms in the system'
  // Recorded: `listEvents.page2` holds the Scheduled one; the other two of an action are not told.
  emit(world, { ...about, state: 'Scheduled', description })
  return {
    cmd: 'admin.resource.UploadCustomCertificateCmd',
    *run() {
      check(given)
      // Done within a tick (recorded).
      yield 0
      store(world, given)
      return { customcertificate: { message } }
    },
  } satisfies Accepted
}

/** Reference §8.2: the agent of a host takes a new certificate from the cloud's own authority. */
function provision({ hostid }: Given<'provisionCertificate'>, { world, caller }: Context) {
  const host = world.find('hosts', hostid)
  if (!host) throw refused('Failed to find host by ID: null')
  const events = new ActionEvents(
    world,
    caller,
    {
      type: 'CA.CERTIFICATE.PROVISION',
      doing: 'provisioning certificate',
      idLabel: 'Host Id: ',
      scheduled: 'provisioning certificate for host id=',
    },
    { type: 'Host', id: host.id, name: host.name },
  )
  return {
    type: 'Host',
    instance: host.id,
    about: host.id,
    cmd: 'admin.ca.ProvisionCertificateCmd',
    *run() {
      events.started()
      yield 1_500
      if (host.state !== 'Up') {
        events.failed()
        throw new ApiError(530, `Agent is not connected: host ${host.name} is ${host.state}`)
      }
      events.completed()
      return { success: true }
    },
  } satisfies Accepted
}

export const certificateHandlers: Family<
  'listCAProviders' | 'listCaCertificate' | 'uploadCustomCertificate' | 'provisionCertificate'
> = {
  listCAProviders: ({ name }) => ({
    key: 'caprovider',
    rows: caproviders.filter((provider) => name === undefined || provider.name === name),
  }),
  listCaCertificate: () => ({ cacertificates: { certificate: cacertificate } }),
  uploadCustomCertificate: upload,
  provisionCertificate: provision,
}
