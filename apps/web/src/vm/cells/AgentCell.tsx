import type { SystemVmRow } from '@stratoview/bff/rows'
import { VerdictGlyph } from '@stratoview/ui'
import { useServerNow } from '../../clock.ts'
import { ageText, ageWords, momentText } from './age.ts'
import { agentKind } from './agent.ts'
import classes from './agent.module.css'

type Agent = Pick<SystemVmRow, 'state' | 'agentstate' | 'disconnected'>

/**
 * An agent's state in CloudStack's word, and since when it is lost. No record is no word of its being down.
 * `label`: what stands before the word where no column says what it is.
 */
export function AgentCell({ row, label }: { row: Agent; label?: string }) {
  const now = useServerNow(15)
  const kind = agentKind(row)
  if (row.agentstate === undefined) {
    return (
      <span className={classes.agent} data-kind={kind} data-inline={label !== undefined || undefined}>
        <VerdictGlyph kind={kind} label="" />
        no agent record
      </span>
    )
  }
  const { disconnected } = row
  const since = kind === 'passing' || kind === 'running' ? undefined : disconnected
  return (
    <span className={classes.agent} data-kind={kind} data-inline={label !== undefined || undefined}>
      <VerdictGlyph kind={kind} label="" />
      {label}
      <bdi>{row.agentstate}</bdi>
      {since !== undefined && (
        <span className={classes.since} title={`Disconnected ${momentText(since)}`}>
          <span className="sv-hidden">disconnected {ageWords(since, now)}</span>
          <span aria-hidden>{ageText(since, now)}</span>
        </span>
      )}
    </span>
  )
}
