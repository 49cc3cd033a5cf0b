import type { Run, RunAnswer, RunItem } from '@stratoview/bff/app'
import { Panel, StateBadge, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { read } from '../../api.ts'
import { refresh } from '../../jobs-families.ts'
import { paths } from '../../paths.ts'
import { JOBS_BUSY, JOBS_IDLE } from '../../refresh.ts'
import { momentText } from '../../vm/cells/age.ts'
import { runPath, runsQuery } from '../../vm/rollouts/api.ts'
import { aboutText, isActive, settledOf, stateWords, togetherText, totalOf } from '../../vm/rollouts/words.ts'
import classes from './host.module.css'

const isOf =
  (hostid: string) =>
  ({ kind, scope }: Run) =>
    kind === 'evacuate' && scope.by === 'host' && scope.id === hostid

/** The run that empties this host, or the last that did; undefined while there is none. */
export function useHostRun(hostid: string): Run | undefined {
  const client = useQueryClient()
  const { data } = useQuery({
    ...runsQuery,
    refetchInterval: ({ state }) => {
      const last = state.data?.find(isOf(hostid))
      return last === undefined || last.state === 'ended' ? JOBS_IDLE : JOBS_BUSY
    },
  })
  const run = data?.find(isOf(hostid))
  const settled = run && `${run.id} ${settledOf(run)} ${run.state}`
  // The server moves them, so no job of this browser tells that the lists have changed.
  const seen = useRef(settled)
  useEffect(() => {
    const before = seen.current
    seen.current = settled
    // What stood when the page came is no change.
    if (before === undefined || settled === undefined || before === settled) return
    refresh(client, ['router', 'system-vm', 'internal-lb', 'instance', 'host'], 'ended')
  }, [client, settled])
  return run
}

/** How the run stands, VM by VM; its own page has the rest. */
export function HostRun({ run }: { run: Run }) {
  const { word, tone } = stateWords(run)
  const { data } = useQuery({
    queryKey: ['rollout-of-host', run.id, run.rev],
    queryFn: ({ signal }) => read<RunAnswer>(runPath(run.id), { signal }),
    placeholderData: keepPreviousData,
    // Each `rev` is a query of its own; only the newest is of use.
    gcTime: 0,
  })
  const { counts, standing, remainingMs } = run
  const aside = [
    `${settledOf(run)} of ${totalOf(run)}`,
    counts.failed > 0 && `${counts.failed} failed`,
    run.ended !== undefined && `ended ${momentText(new Date(run.ended).toISOString())}`,
    run.state !== 'ended' && remainingMs !== null && remainingMs > 0 && `${aboutText(remainingMs)} left`,
  ]
  return (
    <Panel
      title={run.state === 'ended' ? 'The last run' : 'The run that empties it'}
      aside={aside.filter((part) => part !== false).join(', ')}
    >
      <p className={classes.run} role="status">
        <StateBadge tone={tone}>{word}</StateBadge>
        <Link to={paths.rollout(run.id)}>
          <bdi>{run.title}</bdi>
        </Link>
        {standing !== undefined && <span>{standing.text}</span>}
      </p>
      <ul className={classes.moves} aria-label="What the run does">
        {data?.items.map((item) => (
          <li key={item.id}>
            <Standing item={item} />
            <code>{item.subject.name}</code>
            <span>{detailOf(item)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Standing({ item }: { item: RunItem }) {
  const [kind, word] = standingOf(item)
  return (
    <span className={classes.standing} data-kind={kind}>
      <VerdictGlyph kind={kind} label="" size={12} />
      {word}
    </span>
  )
}

function standingOf(item: RunItem): [VerdictKind, string] {
  const ofHost = item.subject.type === 'host'
  if (isActive(item)) return ['running', ofHost ? 'empties' : 'moves']
  if (item.step === 'waiting') return ['never-ran', ofHost ? 'comes last' : 'waits']
  if (item.step === 'done') return ['passing', ofHost ? 'empty' : 'moved']
  return [item.step === 'failed' ? 'failing' : 'never-ran', item.step]
}

function detailOf({ step, subject, why, said, after, target, together }: RunItem): string | undefined {
  if (step === 'done' && subject.type === 'host') return 'in maintenance, CloudStack lists nothing on it'
  if (step === 'done') return why ?? `to ${after?.[0]?.hostname ?? 'another host'}${togetherText(together)}`
  const told = [why, said].filter((part) => part !== undefined).join(': ')
  if (told !== '') return told
  if (subject.type === 'host') return 'goes into maintenance'
  return target === undefined ? 'to where CloudStack chooses' : `to ${target.hostname ?? target.hostid}`
}
