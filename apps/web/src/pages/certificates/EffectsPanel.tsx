import { Panel } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { fleetSystemVms } from '../../fleet.ts'
import { counted } from '../../vm/action.ts'

/** What a server certificate makes CloudStack do, and what it does not (recorded: `uploadCustomCertificate.server`). */
export function useEffects() {
  const rows = useQuery(fleetSystemVms()).data?.rows.filter(({ state }) => state === 'Running') ?? []
  const storage = rows.filter(({ systemvmtype }) => systemvmtype !== 'consoleproxy').length
  const proxies = rows.filter(({ systemvmtype }) => systemvmtype === 'consoleproxy')
  const sessions = proxies.reduce((sum, { activeviewersessions = 0 }) => sum + activeviewersessions, 0)
  const open =
    sessions === 0 ? 'no console session is' : `${counted(sessions, 'session')} ${sessions === 1 ? 'is' : 'are'}`
  return {
    lead:
      storage === 0
        ? 'No secondary storage VM runs now. Those that do restart:'
        : storage === 1
          ? 'The secondary storage VM restarts:'
          : `The ${storage} secondary storage VMs restart:`,
    rest: `uploads, downloads and copies in flight fail and can be started again. Console proxies do not restart by themselves: ${open} open on them. You choose when each restarts, afterwards.`,
    effects: [
      {
        what: counted(storage, 'secondary storage VM'),
        becomes: 'restart at once, back in one to three minutes (an estimate)',
      },
      {
        what: proxies.length === 1 ? '1 console proxy' : `${proxies.length} console proxies`,
        becomes: 'go on with what they show now until you restart them',
      },
    ],
  }
}

export function EffectsPanel() {
  const { lead, rest } = useEffects()
  return (
    <Panel title="What happens when you send it">
      <b>{lead}</b> {rest}
    </Panel>
  )
}
