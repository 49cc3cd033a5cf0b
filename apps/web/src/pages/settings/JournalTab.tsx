import { Button } from '@mantine/core'
import { type Column, DataTable, downloadText, EmptyState, toCsv } from '@stratoview/ui'
import { IconDownload } from '@tabler/icons-react'
import { useServerNow } from '../../clock.ts'
import { whenText } from '../../vm/cells/age.ts'
import { FactCard } from '../../vm/list/FactCard.tsx'
import type { Editor } from './editor.ts'
import type { Entry } from './journal.ts'
import { sameValue, valueIn } from './known.ts'
import classes from './settings.module.css'

const iso = ({ at }: Entry) => new Date(at).toISOString()

function When({ entry }: { entry: Entry }) {
  const now = useServerNow(30)
  return <time dateTime={iso(entry)}>{whenText(iso(entry), now)}</time>
}

const placeOf = ({ zone, where }: Entry) => zone ?? (where || 'everywhere')
const effectOf = ({ restart }: Entry) => (restart ? 'after a restart' : 'at once')
const toOf = ({ to, reset }: Entry) => `${to || 'nothing'}${reset ? ' (reset)' : ''}`

const columns: readonly Column<Entry>[] = [
  { id: 'when', header: 'When', width: 110, sortable: false, value: iso, cell: (entry) => <When entry={entry} /> },
  { id: 'name', header: 'Setting', width: 330, mono: true, sortable: false, value: ({ name }) => name },
  {
    id: 'where',
    header: 'Where',
    width: 110,
    sortable: false,
    value: placeOf,
  },
  { id: 'from', header: 'From', width: 150, mono: true, sortable: false, value: ({ from }) => from || 'nothing' },
  {
    id: 'to',
    header: 'To',
    width: 150,
    mono: true,
    sortable: false,
    value: toOf,
  },
  {
    id: 'counts',
    header: 'Takes effect',
    width: 130,
    sortable: false,
    value: effectOf,
  },
  { id: 'by', header: 'By', width: 110, sortable: false, value: ({ by }) => by },
]

function card(entry: Entry) {
  const { name, from, by } = entry
  return (
    <FactCard
      name={name}
      line={
        <code>
          {from || 'nothing'} → {toOf(entry)}
        </code>
      }
      facts={[
        <When key="when" entry={entry} />,
        placeOf(entry),
        `takes effect ${effectOf(entry)}`,
        by && <bdi key="by">{by}</bdi>,
      ]}
    />
  )
}

const rowKey = ({ at, name, where }: Entry) => `${at} ${name} ${where}`
const rowName = ({ name }: Entry) => name

/** What this browser changed, newest first. Others' changes stand among the events of Activity. */
export function JournalTab({ entries, editor }: { entries: readonly Entry[]; editor: Editor }) {
  return (
    <>
      <div className={classes.listHead}>
        <p className={classes.note}>
          Changes made from this browser. What others changed stands in Activity, as CONFIGURATION.VALUE.EDIT.
        </p>
        <span className={classes.push} />
        <Button
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={entries.length === 0}
          onClick={() => downloadText('settings-journal.csv', toCsv(columns, entries))}
        >
          CSV
        </Button>
      </div>
      <div className={classes.table}>
        <DataTable
          label="Journal of changes"
          columns={columns}
          rows={entries}
          rowKey={rowKey}
          rowName={rowName}
          menu={(entry) => [takeBack(entry, editor)]}
          card={card}
          empty={<EmptyState>Nothing has been changed from this browser yet.</EmptyState>}
          pageKeys
        />
      </div>
    </>
  )
}

/** Puts the old value into the field, to be reviewed and saved like any change. */
function takeBack({ name, where, from }: Entry, editor: Editor) {
  const known = editor.known.get(name)
  const reason = () => {
    if (editor.readonly.update !== undefined) return editor.readonly.update
    if (known === undefined) return 'CloudStack lists this setting no more'
    if (known.setting.withheld !== undefined) return 'A secret is not kept here'
    return sameValue(known.setting, from, valueIn(known, where)) && 'It has that value'
  }
  return {
    label: `Put ${from || 'nothing'} back`,
    hint: 'Waits with the other changes until you save',
    disabled: reason(),
    onSelect: () => known && editor.edit(known, where, from),
  }
}
