import { expect, test } from 'vitest'
import { agentKind, agentRank } from './agent.ts'

test.each([
  [{ state: 'Running', agentstate: 'Up' }, 'passing'],
  [{ state: 'Running', agentstate: 'Disconnected' }, 'failing'],
  [{ state: 'Running', agentstate: 'Alert' }, 'failing'],
  [{ state: 'Running', agentstate: 'Connecting' }, 'running'],
  [{ state: 'Running' }, 'never-ran'],
  // The agent of a stopped VM is of course away.
  [{ state: 'Stopped', agentstate: 'Down' }, 'stale'],
])('%o is %s', (agent, kind) => expect(agentKind(agent)).toBe(kind))

test('a lost agent stands first', () => {
  const lost = { state: 'Running', agentstate: 'Down' }
  expect(agentRank(lost)).toBeLessThan(agentRank({ state: 'Running' }))
  expect(agentRank({ state: 'Running' })).toBeLessThan(agentRank({ state: 'Running', agentstate: 'Up' }))
})
