import { Button } from '@mantine/core'
import { can } from '@stratoview/api-client/can'
import { CopyText, Panel } from '@stratoview/ui'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useSession } from '../../session.ts'
import { cmk } from '../action.ts'
import { callsFor, problemsOf } from './calls.ts'
import { types, type Command, type Type } from './command.ts'
import { CommandFields } from './CommandFields.tsx'
import classes from './diagnostics.module.css'
import { commonPresets, kindOf, type Vm } from './presets.ts'
import { Refused } from './Refused.tsx'
import { usePresets } from './use-around.ts'
import { useSend } from './use-send.ts'

interface Props {
  vms: readonly Vm[]
  /** An earlier run's, to be run again. */
  first?: { type: string; target: string; params: string } | undefined
}

let made = 0
const fresh = (more: Partial<Command> = {}): Command => ({
  key: `command-${made++}`,
  type: 'ping',
  preset: 'gateway',
  address: '',
  params: '',
  ...more,
})

function begin(first: Props['first']): Command[] {
  if (first === undefined) return [fresh()]
  const type = types.find((one) => one === first.type) ?? ('ping' as Type)
  return [fresh({ type, preset: '', address: first.target, params: first.params })]
}

/** One command or several in a row, on one VM or on several: checked here, because CloudStack hardly does. */
export function RunForm({ vms, first }: Props) {
  const { apis } = useSession()
  const [commands, setCommands] = useState(() => begin(first))
  const { send, busy, refused } = useSend()
  const presets = usePresets(vms)
  const common = commonPresets(vms.map(({ id }) => presets.get(id) ?? []))
  const whether = (vm: Vm) => can('run-diagnostics', kindOf(vm), vm, apis)
  const may = vms.filter((vm) => whether(vm) === true)
  const [some] = vms
  const no = some && may.length === 0 ? whether(some) : true
  const problems = problemsOf(commands, common)
  const calls = problems.size > 0 ? [] : callsFor(may, commands, presets)
  const change = (key: string, more: Partial<Command>) =>
    setCommands((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)))
  const label =
    calls.length === 1 ? `${commands[0]?.type ?? ''} ${String(calls[0]?.params.ipaddress)} from` : 'Run diagnostics on'
  return (
    <Panel title="Run commands">
      <form
        className={classes.form}
        aria-label="Run commands"
        onSubmit={(event) => {
          event.preventDefault()
          if (calls.length > 0 && !busy) void send(label, calls)
        }}
      >
        <p className={classes.note}>
          {vms.length === 1
            ? 'Each command runs on the VM itself, as if typed there. CloudStack waits 60 s for one.'
            : `Each command runs on each of the ${vms.length} VMs, four at a time.`}
        </p>
        {commands.map((command, index) => (
          <CommandFields
            key={command.key}
            command={command}
            name={commands.length === 1 ? 'Command' : `Command ${index + 1}`}
            presets={common}
            problem={problems.get(command.key)}
            onChange={(more) => change(command.key, more)}
            onRemove={commands.length === 1 ? undefined : () => setCommands(commands.filter((one) => one !== command))}
          />
        ))}
        <div className={classes.buttons}>
          <Button
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={commands.length >= 10}
            onClick={() => setCommands([...commands, fresh({ preset: nextOf(commands, common) })])}
          >
            Add a command
          </Button>
          <Button type="submit" variant="filled" loading={busy} disabled={calls.length === 0}>
            {calls.length > 1 ? `Run ${calls.length} commands` : 'Run'}
          </Button>
        </div>
        {no !== true && <p className={classes.refused}>{no}</p>}
        {no === true && may.length < vms.length && (
          <p className={classes.note}>
            Left out, because it takes a running VM:{' '}
            {vms
              .filter((vm) => !may.includes(vm))
              .map(({ name }) => name)
              .join(', ')}
            .
          </p>
        )}
        <Refused why={refused} />
        {calls.length > 0 && <CopyText block label="the command line" text={calls.slice(0, 6).map(cmk).join('\n')} />}
      </form>
    </Panel>
  )
}

/** The next preset that no command asks for yet. */
const nextOf = (commands: readonly Command[], presets: readonly { id: string }[]): string =>
  presets.find(({ id }) => commands.every(({ preset }) => preset !== id))?.id ?? ''
