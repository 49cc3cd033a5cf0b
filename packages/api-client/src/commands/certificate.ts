import * as z from 'zod'
import { flag, get, id, job, list, success, text, whole } from '../define.ts'

/** Recorded: `listCAProviders`. */
const caProvider = z.looseObject({ name: z.string(), description: z.string().optional() })

/** An authority in PEM, the newest first when there are several. Recorded: `listCaCertificate`. */
const caCertificates = z.looseObject({ cacertificates: z.looseObject({ certificate: z.string() }) })

/** The same sentence whatever was sent, and whatever happens afterwards. Recorded: `uploadCustomCertificate.*`. */
const customCertificate = z.looseObject({ customcertificate: z.looseObject({ message: z.string() }) })

export const certificateCommands = {
  listCAProviders: list('caprovider', caProvider, { name: text.optional() }),
  listCaCertificate: get(caCertificates, { provider: text.optional() }),
  /**
   * One certificate of the console proxies' and secondary storage VMs' chain. With `privatekey` it is the server's own
   * and has no name; without, it is one of its authorities: `id` 1 is the root, 2 and on the intermediates, and `name`
   * is what a later one replaces. Nothing but the form is checked: not the key, the names, the dates or the order
   * (recorded: `uploadCustomCertificate.wrong-key`; reference §8.1).
   */
  uploadCustomCertificate: job(customCertificate, {
    certificate: text.min(1),
    domainsuffix: text.min(1),
    id: whole.optional(),
    name: text.optional(),
    /** PEM without a password; RSA alone. Never logged, never kept: it goes through. */
    privatekey: text.optional(),
  }),
  /** A new certificate from the cloud's own authority for an agent; `hostid` is the agent's row in `listHosts`. Reference §8.2. */
  provisionCertificate: job(success, { hostid: id, reconnect: flag.optional(), provider: text.optional() }),
} as const
