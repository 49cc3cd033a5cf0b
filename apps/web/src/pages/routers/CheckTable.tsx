import { type Column, DataTable, EmptyState, Pill, VerdictGlyph } from '@stratoview/ui'
import { createContext, useContext, useState } from 'react'
import { useServerNow } from '../../clock.ts'
import { ageText, momentText } from '../../vm/cells/age.ts'
import { CheckDetail, type DetailProps } from './CheckDetail.tsx'
import type { CheckLine } from './health-words.ts'
import classes from './health.module.css'

const rowKey = ({ result }: CheckLine) => `${result.checktype} ${result.checkname}`
const rowName = ({ label }: CheckLine) => label

function Age({ time }: { time: string | undefined }) {
  const now = useServerNow(15)
  return <time title={time && momentText(time)}>{ageText(time, now)}</time>
}

/** Which checks are open, for the buttons in the cells. */
const Open = createContext<{ has: (key: string) => boolean; toggle: (key: string) => void }>({
  has: () => false,
  toggle: () => undefined,
})

function Toggle({ line }: { line: CheckLine }) {
  const open = useContext(Open)
  const key = rowKey(line)
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={open.has(key)}
      data-loud={loud(line) || undefined}
      onClick={() => open.toggle(key)}
    >
      <bdi>{line.label}</bdi>
    </button>
  )
}

const loud = ({ kind }: CheckLine) => kind !== 'passing'

const columns: readonly Column<CheckLine>[] = [
  {
    id: 'check',
    header: 'Check',
    width: 204,
    sortable: false,
    value: ({ label }) => label,
    cell: (line) => (
      <span className={classes.check}>
        <VerdictGlyph kind={line.kind} />
        <Toggle line={line} />
        {line.meaning === undefined && <Pill hint="Not one of CloudStack’s own checks.">custom</Pill>}
      </span>
    ),
  },
  {
    id: 'means',
    header: 'What it means',
    width: 256,
    sortable: false,
    value: ({ means }) => means,
    cell: (line) => (
      <span className={classes.words} title={line.means} data-loud={loud(line) || undefined}>
        {line.means}
      </span>
    ),
  },
  {
    id: 'words',
    header: 'Router’s own words',
    width: 254,
    sortable: false,
    mono: true,
    value: ({ result }) => result.details,
    cell: ({ result }) => (
      <bdi className={classes.words} title={result.details}>
        {result.details}
      </bdi>
    ),
  },
  { id: 'type', header: 'Type', width: 76, sortable: false, value: ({ result }) => result.checktype },
  {
    id: 'age',
    header: 'Age',
    width: 52,
    align: 'right',
    sortable: false,
    value: ({ result }) => result.lastupdated,
    cell: ({ result }) => <Age time={result.lastupdated} />,
  },
]

interface Props extends Omit<DetailProps, 'line'> {
  lines: readonly CheckLine[]
  loading: boolean
}

/** Every result of a router: the worst first, and the first that fails open. */
export function CheckTable({ lines, loading, ...detail }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>()
  const first = lines.find(({ status }) => status === 'FAILED') ?? lines.find(({ status }) => status === 'WARNING')
  const expanded = chosen ?? new Set(first === undefined ? [] : [rowKey(first)])
  const toggle = (key: string) => {
    const next = new Set(expanded)
    if (!next.delete(key)) next.add(key)
    setChosen(next)
  }
  return (
    <Open value={{ has: (key) => expanded.has(key), toggle }}>
      <DataTable
        fit="content"
        label="Health checks"
        columns={columns}
        rows={lines}
        rowKey={rowKey}
        rowName={rowName}
        loading={loading}
        expanded={expanded}
        onExpanded={setChosen}
        detail={(line) => <CheckDetail line={line} {...detail} />}
        card={(line) => <CheckCard line={line} detail={detail} />}
        empty={<EmptyState>No results. A router runs its checks by itself once it is up.</EmptyState>}
      />
    </Open>
  )
}

function CheckCard({ line, detail }: { line: CheckLine; detail: Omit<DetailProps, 'line'> }) {
  return (
    <div className={classes.card}>
      <span className={classes.check}>
        <VerdictGlyph kind={line.kind} />
        <bdi className="sv-mono" data-loud={loud(line) || undefined}>
          {line.label}
        </bdi>
        <span className={classes.push} />
        <Age time={line.result.lastupdated} />
      </span>
      <span data-loud={loud(line) || undefined}>{line.means}</span>
      {loud(line) ? <CheckDetail line={line} {...detail} /> : <bdi className="sv-mono">{line.result.details}</bdi>}
    </div>
  )
}
