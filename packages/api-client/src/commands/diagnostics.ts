import * as z from 'zod'
import { id, job } from '../define.ts'

/** What a command said on the VM. Recorded: `runDiagnostics.ping`. All three are text, the exit code too. */
export const diagnostics = z.looseObject({
  stdout: z.string().default(''),
  stderr: z.string().default(''),
  /** `-1`: the VM's host answered no exit code, the reason is in `stderr` (reference §6.1). */
  exitcode: z.string().default(''),
})
export type Diagnostics = z.output<typeof diagnostics>

/**
 * An address or a name. CloudStack looks at it not at all before it becomes part of a command line on the VM
 * (reference §6.1), so what is neither stops here.
 */
const target = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9:][A-Za-z0-9:.%_-]*$/, 'an IP address or a name')

/** What CloudStack lets through (recorded: `runDiagnostics.bad-params`), on one line. */
const options = z
  .string()
  .max(255)
  .regex(/^[\w. -]+$/, 'letters, digits, spaces and - . _ only')

/** Paths, words and `[scripts]` with commas between; what would mean something to a shell stops here. */
const files = z
  .string()
  .max(10_000)
  .regex(/^[\w./*?@:+, [\]-]+$/, 'paths, names and [scripts] with commas between')

export const diagnosticsCommands = {
  /** `type`: ping, ping6, traceroute, traceroute6 or arping. A non-zero exit code is a job that succeeded. */
  runDiagnostics: job(z.looseObject({ diagnostics }), {
    targetid: id,
    type: z.string().max(20),
    ipaddress: target,
    params: options.optional(),
  }),
  /** `files` left out: the defaults of the VM's type (`diagnostics.data.*.defaults`). Reference §6.2. */
  getDiagnosticsData: job(z.looseObject({ diagnostics: z.looseObject({ url: z.string() }) }), {
    targetid: id,
    files: files.optional(),
  }),
} as const
