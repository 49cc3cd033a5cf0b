import { Button, Checkbox, TextInput } from '@mantine/core'
import { can } from '@stratoview/api-client/can'
import { CopyText, Panel } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { cs, q } from '../../api.ts'
import type { Call } from '../../jobs-store.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../action.ts'
import { counted } from '../words.ts'
import { QueryTrouble } from '../tabs/QueryTrouble.tsx'
import { BundleList } from './BundleList.tsx'
import classes from './diagnostics.module.css'
import { entriesOf, entryOf, entryProblem, meaningOfFile } from './files.ts'
import { Needs } from './Needs.tsx'
import { isSystemVm, kindOf, objectOf, type Vm } from './presets.ts'
import { Refused } from './Refused.tsx'
import { useSend } from './use-send.ts'

/** What to collect at the left, what was collected at the right. */
export function CollectPanel({ vm }: { vm: Vm }) {
  return (
    <div className={classes.columns}>
      <CollectForm vm={vm} />
      <BundleList vm={vm} />
    </div>
  )
}

function CollectForm({ vm }: { vm: Vm }) {
  const { apis } = useSession()
  const settings = useQuery({
    ...q(cs.listConfigurations, { name: 'diagnostics.data' }),
    enabled: apis.has('listConfigurations'),
    staleTime: SELDOM,
  })
  const value = (name: string) => settings.data?.configuration.find((one) => one.name === name)?.value
  const name = `diagnostics.data.${isSystemVm(vm) ? 'systemvm' : 'router'}.defaults`
  const defaults = entriesOf(value(name))
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [own, setOwn] = useState<readonly string[]>([])
  const { send, busy, refused } = useSend()
  const chosen = [...defaults, ...own].filter((entry) => !without.has(entry))
  const may = can('get-diagnostics', kindOf(vm), vm, apis)
  const untouched = own.length === 0 && without.size === 0
  // The server's own default says it shortest, and needs no reading of settings.
  const call: Call = {
    command: 'getDiagnosticsData',
    params: { targetid: vm.id, ...(untouched ? {} : { files: chosen.join(',') }) },
    object: objectOf(vm),
    touches: [],
  }
  const toggle = (entry: string, on: boolean) => {
    const next = new Set(without)
    if (on) next.delete(entry)
    else next.add(entry)
    setWithout(next)
  }
  return (
    <Panel title="Get files">
      <form
        className={classes.form}
        aria-label="Get files"
        onSubmit={(event) => {
          event.preventDefault()
          if (may === true && !busy) void send('Get diagnostics of', [call])
        }}
      >
        <Needs vm={vm} value={value} />
        <QueryTrouble query={settings} title="The defaults could not be read." />
        {!apis.has('listConfigurations') && (
          <p className={classes.note}>
            Your role may not read settings, so the defaults are not shown. They are collected all the same.
          </p>
        )}
        <div className={classes.buttons}>
          <Button
            disabled={chosen.length === 0 && without.size === 0}
            onClick={() => setWithout(chosen.length > 0 ? new Set([...defaults, ...own]) : new Set())}
          >
            {chosen.length > 0 ? 'Choose none' : 'Choose all'}
          </Button>
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={may !== true || (!untouched && chosen.length === 0)}
          >
            Collect {untouched && defaults.length === 0 ? 'the defaults' : counted(chosen.length, 'file')}
          </Button>
        </div>
        {may !== true && <p className={classes.refused}>{may}</p>}
        <Refused why={refused} />
        <fieldset className={classes.files}>
          <legend>Files {defaults.length > 0 && <code>{name}</code>}</legend>
          {[...defaults, ...own].map((entry) => (
            <FileBox key={entry} entry={entry} checked={!without.has(entry)} onChange={(on) => toggle(entry, on)} />
          ))}
        </fieldset>
        <OwnEntry taken={[...defaults, ...own]} onAdd={(entry) => setOwn([...own, entry])} />
        <CopyText block label="the command line" text={cmk(call)} />
      </form>
    </Panel>
  )
}

function FileBox({ entry, checked, onChange }: { entry: string; checked: boolean; onChange(on: boolean): void }) {
  const what = entryOf(entry)
  const meaning = meaningOfFile(entry)
  return (
    <Checkbox
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
      label={<code className={classes.path}>{entry}</code>}
      description={
        what.kind === 'script' ? (
          <b className={classes.script}>A script: runs {what.runs} on the VM and keeps what it prints</b>
        ) : what.kind === 'word' ? (
          `${meaning ?? 'Output of a command'} (${what.runs})`
        ) : (
          meaning
        )
      }
    />
  )
}

function OwnEntry({ taken, onAdd }: { taken: readonly string[]; onAdd(entry: string): void }) {
  const [text, setText] = useState('')
  const entry = text.trim()
  const problem = entryProblem(text) ?? (taken.includes(entry) ? 'It is in the list already.' : undefined)
  const add = () => {
    if (entry === '' || problem !== undefined) return
    onAdd(entry)
    setText('')
  }
  return (
    <div className={classes.own}>
      <TextInput
        label="Another file or script"
        placeholder="/var/log/messages or [myscript.sh]"
        description="In square brackets it is code that runs on the VM as root, not a file."
        value={text}
        maxLength={255}
        spellCheck={false}
        autoComplete="off"
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <Button disabled={entry === '' || problem !== undefined} onClick={add}>
        Add
      </Button>
    </div>
  )
}
