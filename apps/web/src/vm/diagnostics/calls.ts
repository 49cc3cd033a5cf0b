import type { Call } from '../../jobs-store.ts'
import { addressProblem, paramsProblem, type Command } from './command.ts'
import { objectOf, type Preset, type Vm } from './presets.ts'

export interface Problem {
  address?: string | undefined
  params?: string | undefined
}

/** What is wrong with each command, by its key; a form without any may be sent. */
export function problemsOf(commands: readonly Command[], presets: readonly Preset[]): Map<string, Problem> {
  const found = new Map<string, Problem>()
  for (const { key, type, preset, address, params } of commands) {
    const known = presets.find(({ id }) => id === preset)
    const each = known?.address === 'each its own'
    const problem: Problem = {
      address: each ? undefined : addressProblem(type, known?.address ?? (preset === '' ? address : '')),
      params: paramsProblem(params),
    }
    if (problem.address !== undefined || problem.params !== undefined) found.set(key, problem)
  }
  return found
}

/** What is sent: each command to each VM, the address resolved for it. Commands of one VM stand in their order. */
export function callsFor(
  vms: readonly Vm[],
  commands: readonly Command[],
  presets: ReadonlyMap<string, readonly Preset[]>,
): Call[] {
  return vms.flatMap((vm) =>
    commands.flatMap(({ type, preset, address, params }): Call[] => {
      const known = presets.get(vm.id)?.find(({ id }) => id === preset)
      const ipaddress = preset === '' ? address.trim() : known?.address
      if (ipaddress === undefined) return []
      const options = params.trim().replaceAll(/\s+/g, ' ')
      return [
        {
          command: 'runDiagnostics',
          params: { targetid: vm.id, type, ipaddress, ...(options === '' ? {} : { params: options }) },
          object: objectOf(vm),
          touches: [],
        },
      ]
    }),
  )
}
