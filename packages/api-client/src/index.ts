import type * as z from 'zod'
import { jobCommands } from './commands/job.ts'
import { routerCommands } from './commands/router.ts'
import { systemVmCommands } from './commands/system-vm.ts'
import type { Command } from './define.ts'

/** Everything CloudStack may be told and what it says: the BFF's gate, the simulator's duty and the client's methods. */
export const commands = {
  ...jobCommands,
  ...routerCommands,
  ...systemVmCommands,
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

export type { Command, Kind } from './define.ts'
export type { AsyncJob } from './commands/job.ts'
export type { HealthCheckResult, Nic, Router } from './commands/router.ts'
export type { SystemVm } from './commands/system-vm.ts'
