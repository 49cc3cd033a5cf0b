import { Button } from '@mantine/core'
import { ColumnsMenu, DataTable, Dialog, downloadText, EmptyState, toCsv } from '@stratoview/ui'
import { IconDownload } from '@tabler/icons-react'
import { useDeferredValue, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { FacetBar } from '../../vm/list/FacetBar.tsx'
import { narrow, narrowed, viewWords } from '../../vm/list/list-view.ts'
import { useHiddenColumns } from '../../vm/list/use-hidden-columns.ts'
import { useListView } from '../../vm/list/use-list-view.ts'
import { lineOf, SettingLink, type SettingLine, settingsShape, withSetting } from './all-shape.tsx'
import { curatedOf } from './curated/index.ts'
import type { Editor } from './editor.ts'
import { notThere } from './not-there.ts'
import { SettingRow } from './SettingRow.tsx'
import classes from './settings.module.css'

const rowKey = ({ known }: SettingLine) => known.setting.name
const none: ReadonlySet<string> = new Set()

/** Every setting CloudStack lists, in a plain table; one opens to be changed like the others. */
export function AllTab({ editor, pending }: { editor: Editor; pending: boolean }) {
  const { view, change, type } = useListView(settingsShape)
  const [hidden, setHidden] = useHiddenColumns('settings', none)
  const [params, setParams] = useSearchParams()
  const open = (name: string | undefined) => setParams(withSetting(params, name))
  const lines = useMemo(() => [...editor.known.values()].map(lineOf), [editor.known])
  const settled = useDeferredValue(view)
  const shown = useMemo(() => narrow(lines, settled, settingsShape), [lines, settled])
  const csv = () =>
    downloadText(
      'settings.csv',
      toCsv(
        settingsShape.columns.filter(({ id }) => !hidden.has(id)),
        shown,
      ),
    )
  const changed = (line: SettingLine) => [...editor.drafts.values()].some(({ name }) => name === rowKey(line))
  return (
    <>
      <div className={classes.listHead}>
        <FacetBar things="settings" shape={settingsShape} rows={lines} view={view} onChange={change} onType={type} />
        <span className={classes.count} role="status">
          {!pending &&
            (shown.length === lines.length
              ? lines.length.toLocaleString('en')
              : `${shown.length.toLocaleString('en')} of ${lines.length.toLocaleString('en')}`)}
        </span>
        <span className={classes.columnsMenu}>
          <ColumnsMenu columns={settingsShape.columns} hidden={hidden} onHidden={setHidden} />
        </span>
        <Button leftSection={<IconDownload size={15} aria-hidden />} disabled={shown.length === 0} onClick={csv}>
          CSV
        </Button>
      </div>
      <div className={classes.table}>
        <DataTable
          label="All settings"
          columns={settingsShape.columns}
          hidden={hidden}
          rows={shown}
          rowKey={rowKey}
          rowName={rowKey}
          sort={view.sort}
          onSort={(sort) => change({ ...view, sort })}
          onOpen={(line) => open(rowKey(line))}
          tone={(line) => (changed(line) ? 'busy' : undefined)}
          card={card}
          loading={pending}
          empty={
            <EmptyState
              action={
                narrowed(settled)
                  ? { label: 'Clear filters', onSelect: () => change({ ...view, q: '', filters: {} }) }
                  : undefined
              }
            >
              {narrowed(settled)
                ? `No setting matches ${viewWords(lines, settled, settingsShape)}. ${notThere[settled.q.trim()] ?? ''}`
                : 'CloudStack shows your role no settings.'}
            </EmptyState>
          }
          memoryKey="settings"
          pageKeys
        />
      </div>
      <EditDialog name={params.get('setting') ?? undefined} editor={editor} onClose={() => open(undefined)} />
    </>
  )
}

function card({ known: { setting } }: SettingLine) {
  return (
    <div className={classes.card}>
      <SettingLink name={setting.name} />
      <span>{setting.withheld === undefined ? setting.value : setting.withheld && 'a secret is set'}</span>
    </div>
  )
}

interface EditProps {
  name: string | undefined
  editor: Editor
  onClose: () => void
}

/** A setting to change. What is changed here waits with the other changes until they are saved together. */
function EditDialog({ name, editor, onClose }: EditProps) {
  const known = name === undefined ? undefined : editor.known.get(name)
  return (
    <Dialog
      opened={known !== undefined}
      onClose={onClose}
      width={820}
      title="Change a setting"
      note="Nothing is sent before you review and save."
      buttons={<Button onClick={onClose}>Done</Button>}
    >
      {known && <SettingRow editor={editor} known={known} curated={curatedOf(known.setting.name)} />}
    </Dialog>
  )
}
