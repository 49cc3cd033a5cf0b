import type * as z from 'zod'
import { annotationCommands } from './commands/annotation.ts'
import { certificateCommands } from './commands/certificate.ts'
import { consoleCommands } from './commands/console.ts'
import { diagnosticsCommands } from './commands/diagnostics.ts'
import { eventCommands } from './commands/event.ts'
import { hostCommands } from './commands/host.ts'
import { instanceCommands } from './commands/instance.ts'
import { internalLbCommands } from './commands/internal-lb.ts'
import { jobCommands } from './commands/job.ts'
import { migrationCommands } from './commands/migration.ts'
import { networkCommands } from './commands/network.ts'
import { offeringCommands } from './commands/offering.ts'
import { routerCommands } from './commands/router.ts'
import { sessionCommands, type keyCommands } from './commands/session.ts'
import { settingCommands } from './commands/setting.ts'
import { storageCommands } from './commands/storage.ts'
import { systemVmCommands } from './commands/system-vm.ts'
import { templateCommands } from './commands/template.ts'
import type { Command } from './define.ts'

/** Everything CloudStack may be told and what it says: the BFF's gate, the simulator's duty and the client's methods. */
export const commands = {
  ...annotationCommands,
  ...certificateCommands,
  ...consoleCommands,
  ...diagnosticsCommands,
  ...eventCommands,
  ...hostCommands,
  ...instanceCommands,
  ...internalLbCommands,
  ...jobCommands,
  ...migrationCommands,
  ...networkCommands,
  ...offeringCommands,
  ...routerCommands,
  ...sessionCommands,
  ...settingCommands,
  ...storageCommands,
  ...systemVmCommands,
  ...templateCommands,
} satisfies Record<string, Command>

export type Commands = typeof commands
export type CommandName = keyof Commands
/** What a command may be told. */
export type Params<N extends CommandName> = z.input<Commands[N]['params']>
/** What is inside its envelope. */
export type Result<N extends CommandName> = z.output<Commands[N]['result']>
/** For a job: what it ends with. */
export type JobResult<N extends CommandName> = Commands[N] extends { jobresult: infer R extends z.ZodType }
  ? z.output<R>
  : never

/** What `can` asks of a role: the table, and the commands that only the BFF itself calls. */
export type RoleCommand = CommandName | 'createConsoleEndpoint' | keyof typeof keyCommands
/** Every name of `listApis` that matters to the browser, sorted: what a session's `features.apis` is chosen from. */
export const roleCommands: readonly RoleCommand[] = [
  ...(Object.keys(commands) as CommandName[]),
  ...(['createConsoleEndpoint', 'getUserKeys', 'registerUserKeys'] as const),
].sort()

export type { Command, Kind } from './define.ts'
export { createConsoleEndpoint } from './commands/console.ts'
export { keyCommands, loginAnswer, logoutAnswer, twoFactorAnswer, userKeys } from './commands/session.ts'
export type { Annotation } from './commands/annotation.ts'
export type { ConsoleEndpoint, ConsoleSession } from './commands/console.ts'
export type { Diagnostics } from './commands/diagnostics.ts'
export type { Alert, AlertType, Event } from './commands/event.ts'
export type { Cluster, Host, Infrastructure, ManagementServer, Pod, Zone } from './commands/host.ts'
export type { VirtualMachine } from './commands/instance.ts'
export type { AsyncJob } from './commands/job.ts'
export type { HostForMigration, PoolForMigration } from './commands/migration.ts'
export type { Network, Vpc } from './commands/network.ts'
export type { NetworkOffering, ServiceOffering } from './commands/offering.ts'
export type { HealthCheckResult, Nic, Router } from './commands/router.ts'
export type {
  Account,
  Api,
  Capability,
  Domain,
  LoginAnswer,
  Project,
  TwoFactorProvider,
  User,
} from './commands/session.ts'
export type { Configuration } from './commands/setting.ts'
export type { ImageStore, StoragePool, Volume } from './commands/storage.ts'
export type { SystemVm } from './commands/system-vm.ts'
export type { Template } from './commands/template.ts'
