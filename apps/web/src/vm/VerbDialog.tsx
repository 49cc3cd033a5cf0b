import { Checkbox, Radio, Stack } from '@mantine/core'
import { ConfirmModal, VerdictGlyph } from '@stratoview/ui'
import { useState } from 'react'
import type { Call } from '../jobs-store.ts'
import { callsOf, cmk, initialChoices } from './action.ts'
import { counted } from './words.ts'
import type { Choices, Option, VmRow } from './action.ts'
import { answered, ask } from './ask.ts'
import type { Question } from './ask.ts'
import { useFacts } from './use-facts.ts'
import { useRun } from './use-run.ts'
import { tooOldToPatch } from './too-old.ts'
import classes from './verb-dialog.module.css'
import { Worded } from './Worded.tsx'

/** What is asked before a verb runs: its own form, or the one confirmation. */
export function VerbDialog({ question }: { question: Question }) {
  const { action, rows, siblings } = question
  const { form: Form } = action
  if (Form !== undefined) return <Form action={action} rows={rows} siblings={siblings} />
  return <Confirmation question={question} />
}

/** The confirmation of every verb without a form: what stops, what comes back, the better way, the command line. */
function Confirmation({ question }: { question: Question }) {
  const { action, rows, siblings } = question
  const run = useRun()
  const [choices, setChoices] = useState<Choices>({ ...initialChoices(action, rows), ...question.choices })
  const calls = callsOf(action, rows, choices)
  const facts = useFacts(rows, calls)
  const told = action.consequence?.(rows, facts, choices)
  const old = tooOldToPatch(calls, rows, facts)
  const [first] = calls
  const object = calls.length === 1 ? first?.object.name : undefined
  const many = counted(
    calls.length,
    calls.some(({ object: { type } }) => type === 'Network') ? 'network' : nounOf(first),
  )
  const verb =
    action.verb === undefined ? action.label : `${action.verb}${object === undefined ? '' : ` ${nounOf(first)}`}`
  const safer = told?.safer
  const sibling = siblings.find(({ id }) => id === safer?.verb)
  return (
    <ConfirmModal
      opened
      title={
        <>
          {verb} {object === undefined ? many : <code>{object}</code>}?
        </>
      }
      lead={<Worded>{told?.lead ?? ''}</Worded>}
      consequence={told?.rest === undefined ? undefined : <Worded>{told.rest}</Worded>}
      safer={
        safer !== undefined && sibling !== undefined
          ? {
              title: safer.title,
              text: safer.text,
              button: safer.button,
              onSelect: () => ask({ action: sibling, rows, siblings, choices: safer.choices }),
            }
          : undefined
      }
      effects={told?.effects}
      typeName={action.typeName === true ? (object ?? many) : undefined}
      command={calls.map(cmk).join('\n')}
      verb={`${verb} ${object ?? many}`}
      danger={action.danger}
      onConfirm={() => run(action, rows, choices)}
      onClose={answered}
    >
      <Fields
        options={(action.options ?? []).filter((option) => option.shown?.(rows, choices) ?? true)}
        choices={choices}
        onChoose={(name, value) => setChoices({ ...choices, [name]: value })}
      />
      {old !== undefined && (
        <p className={classes.caution} role="alert">
          <VerdictGlyph kind="warning" label="" />
          <span>
            <Worded>{old}</Worded>
          </span>
        </p>
      )}
    </ConfirmModal>
  )
}

const nouns: Record<string, string> = {
  DomainRouter: 'router',
  SystemVm: 'system VM',
  InternalLbVm: 'internal load balancer',
  VirtualMachine: 'instance',
  Network: 'network',
  Vpc: 'VPC',
}
const nounOf = (call: Call | undefined) => nouns[call?.object.type ?? ''] ?? 'object'

interface FieldsProps {
  options: readonly Option<VmRow>[]
  choices: Choices
  onChoose(name: string, value: string | boolean): void
}

function Fields({ options, choices, onChoose }: FieldsProps) {
  if (options.length === 0) return null
  return (
    <Stack gap="sm">
      {options.map((option) =>
        option.kind === 'check' ? (
          <Checkbox
            key={option.name}
            label={option.label}
            description={option.hint}
            checked={choices[option.name] === true}
            onChange={(event) => onChoose(option.name, event.currentTarget.checked)}
          />
        ) : (
          <Radio.Group
            key={option.name}
            label={option.label}
            value={String(choices[option.name])}
            onChange={(value) => onChoose(option.name, value)}
          >
            <Stack gap="xs" mt={4}>
              {option.choices.map(({ value, label, hint }) => (
                <Radio key={value} value={value} label={label} description={hint} />
              ))}
            </Stack>
          </Radio.Group>
        ),
      )}
    </Stack>
  )
}
