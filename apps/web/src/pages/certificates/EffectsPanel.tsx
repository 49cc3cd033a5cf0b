import { Panel } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { fleetSystemVms } from '../../fleet.ts'
import { counted } from '../../vm/words.ts'

const inFlight = 'uploads, downloads and copies in flight fail and can be started again.'
const restart = 'restart at once, back in one to three minutes (an estimate)'
const goOn = 'go on with what they show now until you restart them'

/** Before it is known how many there are. */
const uncounted = {
  lead: 'Every secondary storage VM restarts:',
  rest: `${inFlight} Console proxies do not restart by themselves. You choose when each restarts, afterwards.`,
  effects: [
    { what: 'Secondary storage VMs', becomes: restart },
    { what: 'Console proxies', becomes: goOn },
  ],
}

/** What a server certificate makes CloudStack do, and what it does not (recorded: `uploadCustomCertificate.server`). */
export function useEffects() {
  const { data } = useQuery(fleetSystemVms())
  if (data === undefined) return uncounted
  const rows = data.rows.filter(({ state }) => state === 'Running')
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
    rest: `${inFlight} Console proxies do not restart by themselves: ${open} open on them. You choose when each restarts, afterwards.`,
    effects: [
      {
        what: counted(storage, 'secondary storage VM'),
        becomes: restart,
      },
      {
        what: proxies.length === 1 ? '1 console proxy' : `${proxies.length} console proxies`,
        becomes: goOn,
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
