import type { Run } from '@stratoview/bff/app'
import { StateBadge } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { momentText } from '../../vm/cells/age.ts'
import { type ListShape, wordFacet } from '../../vm/list/list-view.ts'
import classes from './run/run.module.css'
import { kindWords, methodWords, settledOf, spanText, stateWords, totalOf } from '../../vm/rollouts/words.ts'

export interface RunRow extends Run {
  /** What a list calls it by. */
  name: string
}

export function RunState({ run }: { run: Run }) {
  const { word, tone } = stateWords(run)
  return <StateBadge tone={tone}>{word}</StateBadge>
}

export const progressText = (run: Run): string =>
  `${settledOf(run).toLocaleString('en')} of ${totalOf(run).toLocaleString('en')}`

const rank = ({ state }: Run) => ['running', 'aborting', 'paused', 'ended'].indexOf(state)
const began = ({ created }: Run) => momentText(new Date(created).toISOString())

/** What the list is made of; the newest stand first. */
export const runsShape: ListShape<RunRow> = {
  sort: { column: 'started', direction: 'desc' },
  columns: [
    {
      id: 'title',
      header: 'Run',
      width: 260,
      sticky: true,
      value: ({ title }) => title,
      cell: ({ id, title }) => (
        <Link className={classes.name} to={paths.rollout(id)} tabIndex={-1}>
          <bdi>{title}</bdi>
        </Link>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 140,
      value: (run) => stateWords(run).word,
      compare: (a, b) => rank(a) - rank(b),
      cell: (run) => <RunState run={run} />,
    },
    { id: 'kind', header: 'Kind', width: 96, value: ({ kind }) => kindWords[kind] },
    { id: 'method', header: 'How', width: 170, hideBelow: 1000, value: ({ method }) => methodWords[method].label },
    {
      id: 'progress',
      header: 'Progress',
      width: 110,
      align: 'right',
      value: (run) => (totalOf(run) === 0 ? 1 : settledOf(run) / totalOf(run)),
      text: progressText,
      cell: progressText,
    },
    {
      id: 'failures',
      header: 'Failures',
      width: 72,
      align: 'right',
      value: ({ counts }) => counts.failed,
      cell: ({ counts }) => (counts.failed === 0 ? null : <span className={classes.failed}>{counts.failed}</span>),
    },
    { id: 'owner', header: 'By', width: 96, value: ({ owner }) => owner.username },
    {
      id: 'started',
      header: 'Started',
      width: 160,
      firstSort: 'desc',
      sortedText: ['oldest first', 'newest first'],
      value: ({ created }) => created,
      text: began,
      cell: began,
    },
    {
      id: 'took',
      header: 'Took',
      width: 90,
      align: 'right',
      value: ({ created, ended }) => (ended === undefined ? undefined : ended - created),
      text: ({ created, ended }) => (ended === undefined ? '' : spanText(ended - created)),
      cell: ({ created, ended }) => ended !== undefined && spanText(ended - created),
    },
  ],
  facets: [
    wordFacet('state', 'State', (run) => stateWords(run).word),
    wordFacet('kind', 'Kind', ({ kind }) => kindWords[kind]),
    wordFacet('owner', 'By', ({ owner }) => owner.username),
  ],
}

export const hiddenAtFirst: ReadonlySet<string> = new Set()
