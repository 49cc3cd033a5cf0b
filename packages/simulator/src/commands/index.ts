import type { Handlers } from '../handler.ts'
import { annotationHandlers } from './annotation.ts'
import { certificateHandlers } from './certificate.ts'
import { consoleHandlers } from './console.ts'
import { diagnosticsHandlers } from './diagnostics.ts'
import { eventHandlers } from './event.ts'
import { hostHandlers } from './host.ts'
import { instanceHandlers } from './instance.ts'
import { internalLbHandlers } from './internal-lb.ts'
import { jobHandlers } from './job.ts'
import { migrationHandlers } from './migration.ts'
import { networkHandlers } from './network.ts'
import { offeringHandlers } from './offering.ts'
import { routerHandlers } from './router.ts'
import { sessionHandlers } from './session.ts'
import { settingHandlers } from './setting.ts'
import { storageHandlers } from './storage.ts'
import { systemVmHandlers } from './system-vm.ts'
import { templateHandlers } from './template.ts'

/** What the simulator does for every command of the contract. */
export const handlers: Handlers = {
  ...annotationHandlers,
  ...certificateHandlers,
  ...consoleHandlers,
  ...diagnosticsHandlers,
  ...eventHandlers,
  ...hostHandlers,
  ...instanceHandlers,
  ...internalLbHandlers,
  ...jobHandlers,
  ...migrationHandlers,
  ...networkHandlers,
  ...offeringHandlers,
  ...routerHandlers,
  ...sessionHandlers,
  ...settingHandlers,
  ...storageHandlers,
  ...systemVmHandlers,
  ...templateHandlers,
}
