import { Select } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../../paths.ts'
import { kindWords } from '../../../vm/rollouts/words.ts'
import classes from './plan.module.css'
import { isFaceted, isScopeKind, methodsOf, scopeKinds, scopeOptions } from './scope.ts'
import type { Form } from './use-form.ts'

const kinds = [
  { value: 'upgrade', label: 'Upgrade routers' },
  { value: 'restart', label: 'Restart routers' },
  { value: 'health-checks', label: 'Run health checks' },
] as const

/** What is done, and to which routers. */
export function ScopeFields({ form }: { form: Form }) {
  const { wanted, change, entries, selection } = form
  const { kind, by, of } = wanted
  const scopes = Object.entries(scopeKinds).filter(([one]) => one !== 'selection' || selection.length > 0 || by === one)
  // A link may lead here with a kind that starts elsewhere (an evacuation).
  const offered = kinds.some(({ value }) => value === kind)
    ? kinds
    : [...kinds, { value: kind, label: kindWords[kind] }]
  return (
    <>
      <Select
        label="What"
        data={offered}
        value={kind}
        allowDeselect={false}
        onChange={(next) => {
          const chosen = kinds.find(({ value }) => value === next)?.value
          if (chosen !== undefined) change({ kind: chosen, method: methodsOf[chosen][0] })
        }}
      />
      <div className={isFaceted(by) ? classes.fieldsAbreast : undefined}>
        <Select
          label="Which"
          data={scopes.map(([value, label]) => ({ value, label }))}
          value={by}
          allowDeselect={false}
          onChange={(next) => next !== null && isScopeKind(next) && change({ by: next, of: undefined })}
        />
        {isFaceted(by) && (
          <Select
            label={scopeKinds[by]}
            placeholder="Choose"
            searchable
            limit={60}
            nothingFoundMessage="Nothing matches"
            data={scopeOptions(entries, by).map(({ key, label, count }) => ({
              value: key,
              label: `${label} (${count})`,
            }))}
            value={of ?? null}
            onChange={(next) => change({ of: next ?? undefined })}
          />
        )}
      </div>
      {by === 'selection' && <Chosen count={selection.length} />}
      {by === 'domain' && <p className={classes.note}>The domain itself, not those below it.</p>}
    </>
  )
}

function Chosen({ count }: { count: number }) {
  if (count > 0) return <p className={classes.note}>{count.toLocaleString('en')} chosen in the list of routers.</p>
  return (
    <p className={classes.note}>
      Nothing is chosen. Select routers in <Link to={paths.routers()}>the list</Link>, then “As a run…”.
    </p>
  )
}
