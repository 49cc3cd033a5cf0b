import { can } from '@stratoview/api-client/can'
import type { VmKind } from '@stratoview/api-client/can'
import type { Choices, Option, VmRow } from '../action.ts'

/** What isn't Running can only be stopped by force (`can.ts`): then the box is ticked from the start. */
export const forcedStop: Option<VmRow> = {
  kind: 'check',
  name: 'forced',
  label: 'Force it',
  hint: 'Also when its host does not answer: CloudStack then notes it as stopped without knowing',
  initial: (rows) => rows.some(({ state }) => state !== 'Running'),
}

/** A reboot is in place for a system VM, stop and start by force; for a router always the latter. */
export const forcedReboot: Option<VmRow> = {
  kind: 'check',
  name: 'forced',
  label: 'Force it',
  hint: 'Stops and starts it anew, perhaps on another host',
}

export const ifForced = ({ forced }: Choices) => (forced === true ? { forced: true } : {})

/** Gently or by force: whichever the state allows. */
export const mayStop = (kind: VmKind) => (row: VmRow, apis: ReadonlySet<string>) => {
  const gently = can('stop', kind, row, apis)
  return gently === true || can('force-stop', kind, row, apis) === true ? true : gently
}
