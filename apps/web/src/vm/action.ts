import type { Verb } from '@stratoview/api-client/can'
import type { Icon } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import type { Call } from '../jobs-store.ts'
import type { Outcome } from '../jobs-run.ts'
import { shellWord } from './quote.ts'

/**
 * A verb as data (design §1.4). Declared once in `actions/*`, drawn by row menus, page headers, bulk bars and the palette
 * (`use-verbs.tsx`), confirmed in `VerbDialog.tsx`, sent by `use-run.ts`.
 */
export interface Action<Row extends VmRow> {
  /** Also the id of the rule in `can.ts`. */
  id: Verb
  label: string
  /** The label without its object, when the object isn't the row itself: "Restart" (network net-web). */
  verb?: string
  icon: Icon
  danger?: boolean
  /** A line below the label in menus. */
  hint?: string
  /** `true`, or the reason why this row cannot, as the disabled entry says it. */
  can(row: Row, apis: ReadonlySet<string>): true | string
  /** What is sent for this row. Rows that answer the same call (two routers of one network) send it once. */
  call(row: Row, choices: Choices): Call
  /** A page that asks for the rest and sends it: the verb leads there instead. */
  to?(rows: readonly Row[]): string
  /** Fields of the dialog. */
  options?: readonly Option<Row>[]
  /** What stops and what comes back. Without it the verb runs at once, without asking. */
  consequence?(rows: readonly Row[], facts: Facts, choices: Choices): Consequence
  /** Asked of one at a time: the bulk bar has no such verb. */
  single?: boolean
  /** A dialog of its own in place of the confirmation; a lazy one, fetched when it is first wanted. */
  form?: ComponentType<FormProps>
  /** Reads the answer of a command that makes no job. */
  outcome?: Outcome
  /** Undoable only by making a new one: the name must be typed. */
  typeName?: boolean
}

/** What every kind of VM has. Rows of the fleet and objects of a page both fit. */
export interface VmRow {
  id: string
  name: string
  state: string
  hostid?: string
  hostcontrolstate?: string
  hypervisor?: string
  vpcid?: string
  guestnetworkid?: string
}

/** What a verb's own dialog gets. */
export interface FormProps {
  action: Action<VmRow>
  rows: readonly VmRow[]
  /** The kind's other verbs. */
  siblings: readonly Action<VmRow>[]
}

export type Choices = Readonly<Record<string, string | boolean>>

interface OptionBase<Row> {
  name: string
  label: string
  hint: string
  /** Left out of the dialog when it makes no sense for these rows. */
  shown?(rows: readonly Row[], choices: Choices): boolean
}
export type Option<Row> =
  | (OptionBase<Row> & { kind: 'check'; initial?(rows: readonly Row[]): boolean })
  | (OptionBase<Row> & { kind: 'choice'; choices: readonly { value: string; label: string; hint: string }[] })

/** What the dialog knows beyond the rows; undefined while it is being asked, or when the role may not ask. */
export interface Facts {
  routers?: readonly RouterRow[]
  systemVms?: readonly SystemVmRow[]
  /** Open consoles through these system VMs, as far as CloudStack and we know whose they are. */
  consoles?: readonly { name: string; user: string }[]
  /** Running instances on the networks of these rows. */
  instances?: number
  /** Seconds, from runs of this command that this browser watched. */
  measured: readonly number[]
}

/** One sentence of consequence, and what goes with it. */
export interface Consequence {
  /** First clause, in bold. */
  lead: string
  rest?: string
  effects?: readonly { what: string; becomes: string }[]
  /** A better verb for the same wish, offered with the dialog's only primary button. */
  safer?: { verb: Verb; choices: Choices; title: string; text: string; button: string }
}

/** Whether something is asked before it runs. */
export const asks = <Row extends VmRow>(action: Action<Row>): boolean =>
  action.consequence !== undefined || action.form !== undefined

/** The choices a dialog opens with. */
export function initialChoices<Row extends VmRow>(action: Action<Row>, rows: readonly Row[]): Choices {
  return Object.fromEntries(
    (action.options ?? []).map((option) =>
      option.kind === 'check'
        ? [option.name, option.initial?.(rows) ?? false]
        : [option.name, option.choices[0]?.value ?? ''],
    ),
  )
}

/** The calls for these rows, each once: two routers of one network are one restart of it. */
export function callsOf<Row extends VmRow>(action: Action<Row>, rows: readonly Row[], choices: Choices): Call[] {
  const calls = new Map<string, Call>()
  for (const row of rows) {
    const call = action.call(row, choices)
    calls.set(`${call.command} ${JSON.stringify(call.params)}`, call)
  }
  return [...calls.values()]
}

/** `stopRouter { id, forced }` → `cmk stop router id=… forced=true`, as CloudMonkey spells it. */
export function cmk({ command, params }: Pick<Call, 'command' | 'params'>): string {
  const [, verb = command, noun = ''] = /^([a-z]+)(.*)$/.exec(command) ?? []
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const said = given.map(([name, value]) => `${name}=${shellWord(String(value))}`)
  return ['cmk', verb, noun.toLowerCase(), ...said].filter((word) => word !== '').join(' ')
}

/** "about 50 s (measured here on 3 runs)", or the given estimate, named as one. */
export function howLong(measured: readonly number[], estimate: string): string {
  const last = measured.slice(0, 9).sort((a, b) => a - b)
  const median = last[Math.floor(last.length / 2)]
  if (median === undefined) return `${estimate} (an estimate)`
  const runs = last.length === 1 ? 'on one run' : `on ${last.length} runs`
  const time = median < 90 ? `${Math.max(1, Math.round(median))} s` : `${Math.round(median / 60)} min`
  return `about ${time} (measured here ${runs})`
}
