import { Checkbox, NumberInput, Radio, Select, Stack, Switch } from '@mantine/core'
import type { HealthGate } from '@stratoview/bff/app'
import { methodWords } from '../../../vm/rollouts/words.ts'
import { useState } from 'react'
import classes from './plan.module.css'
import { atOnceScopes, methodsOf } from './scope.ts'
import type { Form } from './use-form.ts'

/** How it is done: the method, and CloudStack's own way as a switch with what it costs. */
export function MethodFields({ form: { wanted, change } }: { form: Form }) {
  const { kind, method, by } = wanted
  const methods = methodsOf[kind]
  const atOnce = method === 'all-at-once'
  return (
    <>
      {methods.length > 1 && (
        <Radio.Group
          label="Method"
          value={atOnce ? '' : method}
          onChange={(next) => change({ method: methods.find((one) => one === next) ?? method })}
        >
          <Stack gap="xs" mt={4}>
            {methods.map((one) => (
              <Radio
                key={one}
                value={one}
                disabled={atOnce}
                label={methodWords[one].label}
                description={methodWords[one].means}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {kind === 'upgrade' && (
        <Switch
          label={methodWords['all-at-once'].label}
          description={
            atOnceScopes.has(by)
              ? methodWords['all-at-once'].means
              : 'Only for a zone, pod, cluster, account or domain: CloudStack takes no other group.'
          }
          disabled={!atOnceScopes.has(by) && !atOnce}
          checked={atOnce}
          onChange={(event) => change({ method: event.currentTarget.checked ? 'all-at-once' : methods[0] })}
        />
      )}
    </>
  )
}

const gates: { value: HealthGate; label: string; description: string }[] = [
  {
    value: 'no-worse',
    label: 'No check fails that passed before',
    description: 'What failed before may go on failing.',
  },
  { value: 'healthy', label: 'Every check passes', description: 'A router with a failing check is not begun.' },
  { value: 'none', label: 'It runs again', description: 'Checks are not looked at.' },
]

/** Limits: how many at a time, when to stop, what counts as well again. */
export function LimitFields({ form: { options, setOptions, wanted } }: { form: Form }) {
  const set = (next: Partial<typeof options>) => setOptions({ ...options, ...next })
  if (wanted.method === 'all-at-once') return null
  const gated = wanted.method !== 'check'
  return (
    <>
      <div className={classes.fieldsAbreast}>
        <Count
          label="At a time"
          unit="1 a network"
          min={1}
          max={50}
          value={options.parallel}
          onChange={(parallel) => set({ parallel })}
        />
        <Count
          label="Stop after"
          unit={options.stopAfter === 0 ? 'never' : options.stopAfter === 1 ? 'failure' : 'failures'}
          min={0}
          max={999}
          value={options.stopAfter}
          onChange={(stopAfter) => set({ stopAfter })}
        />
        {gated && (
          <Count
            label="Give up after"
            unit="minutes"
            min={1}
            max={240}
            value={options.patience}
            onChange={(patience) => set({ patience })}
          />
        )}
      </div>
      {gated && (
        <Select
          label="Go on when"
          data={gates.map(({ value, label }) => ({ value, label }))}
          value={options.gate}
          allowDeselect={false}
          description={gates.find(({ value }) => value === options.gate)?.description}
          onChange={(next) => set({ gate: gates.find(({ value }) => value === next)?.value ?? options.gate })}
        />
      )}
      <WindowFields window={options.window} onChange={(window) => set({ window })} />
    </>
  )
}

interface CountProps {
  label: string
  unit: string
  min: number
  max: number
  value: number
  onChange: (value: number) => void
}

function Count({ label, unit, min, max, value, onChange }: CountProps) {
  // Emptied to be typed anew: the number before still counts, and is shown again when nothing came.
  const [empty, setEmpty] = useState(false)
  return (
    <NumberInput
      label={label}
      description={unit}
      min={min}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      value={empty ? '' : value}
      onChange={(next) => {
        setEmpty(next === '')
        if (typeof next === 'number') onChange(next)
      }}
      onBlur={() => setEmpty(false)}
    />
  )
}

type Hours = Form['options']['window']

/** The hours in which something may begin, in the operator's own time zone. */
function WindowFields({ window, onChange }: { window: Hours; onChange: (window: Hours) => void }) {
  const timezone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div>
      <Checkbox
        label="Only within hours"
        description="Outside of them nothing begins; what runs is finished."
        checked={window !== undefined}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { from: '22:00', until: '05:00', timezone } : undefined)
        }
      />
      {window !== undefined && (
        <div className={classes.hours}>
          <label>
            From
            <input
              type="time"
              required
              value={window.from}
              onChange={({ target }) => target.value !== '' && onChange({ ...window, from: target.value })}
            />
          </label>
          <label>
            until
            <input
              type="time"
              required
              value={window.until}
              onChange={({ target }) => target.value !== '' && onChange({ ...window, until: target.value })}
            />
          </label>
          <span>
            {window.timezone}
            {window.until < window.from && ', the next morning'}
          </span>
        </div>
      )}
    </div>
  )
}
