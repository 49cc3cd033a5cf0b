import { Button } from '@mantine/core'
import { CloudStackError } from '@stratoview/api-client/error'
import type { Plan, RolloutMethod } from '@stratoview/bff/app'
import { ActionButton, CopyButton, downloadText, EmptyState, ErrorPanel, Panel } from '@stratoview/ui'
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { useTitle } from '../../use-title.ts'
import { Crumbs } from '../../vm/Crumbs.tsx'
import { Denied } from '../../vm/Denied.tsx'
import { planQuery } from '../../vm/rollouts/api.ts'
import { customersCsv } from './plan/customers.ts'
import { LimitFields, MethodFields } from './plan/HowFields.tsx'
import { commandsOf } from './plan/plan-words.ts'
import classes from './plan/plan.module.css'
import { PlanTable } from './plan/PlanTable.tsx'
import { ScopeFields } from './plan/ScopeFields.tsx'
import { titleOf } from './plan/scope.ts'
import { Summary } from './plan/Summary.tsx'
import { useForm } from './plan/use-form.ts'
import { methodCommands } from '../../vm/rollouts/words.ts'

const StartDialog = lazy(async () => ({ default: (await import('../../vm/rollouts/StartDialog.tsx')).StartDialog }))

/** What a rolling run would do, before anything is done. */
export default function NewRunPage() {
  const { apis } = useSession()
  if (!apis.has('listRouters')) return <Denied title="Plan a run">Your role may not list routers (listRouters).</Denied>
  return <Planner />
}

function Planner() {
  useTitle('Plan a run')
  const { apis } = useSession()
  const form = useForm()
  const { request } = form
  const answer = useQuery({
    ...planQuery(request ?? { kind: 'upgrade', method: 'restart-router', scope: { by: 'everything' } }),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
  })
  const plan = request === undefined ? undefined : answer.data
  const [starting, setStarting] = useState(false)
  return (
    <div className={classes.page}>
      <Crumbs list={{ label: 'Rollouts', to: paths.rollouts() }}>New run</Crumbs>
      <Head
        plan={plan}
        old={answer.isPlaceholderData}
        reason={notYet(plan, request !== undefined, answer.isPlaceholderData) || notAllowed(form.wanted.method, apis)}
        onStart={() => setStarting(true)}
      />
      <div className={classes.columns}>
        <form className={classes.form} aria-label="The run" onSubmit={(event) => event.preventDefault()}>
          <Panel title="What and which">
            <div className={classes.fields}>
              <ScopeFields form={form} />
            </div>
          </Panel>
          <Panel title="How">
            <div className={classes.fields}>
              <MethodFields form={form} />
              <LimitFields form={form} />
            </div>
          </Panel>
        </form>
        <section className={classes.plan} aria-label="The plan">
          {request === undefined && <EmptyState>Choose which routers, and the plan stands here.</EmptyState>}
          {answer.error && request !== undefined && (
            <ErrorPanel
              title="The plan could not be made."
              message={answer.error.message}
              call={answer.error instanceof CloudStackError ? answer.error.command : undefined}
              onRetry={() => void answer.refetch()}
              retrying={answer.isFetching}
            />
          )}
          {plan !== undefined && <Summary plan={plan} />}
          {request !== undefined && (plan !== undefined || answer.isPending) && (
            <PlanTable plan={plan} loading={answer.isPending} chosen={form.chosen} />
          )}
        </section>
      </div>
      {starting && plan !== undefined && request !== undefined && (
        <Suspense fallback={null}>
          <StartDialog
            plan={plan}
            request={request}
            called={titleOf(form.wanted, form.entries, form.selection)}
            onClose={() => setStarting(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function notYet(plan: Plan | undefined, wanted: boolean, old: boolean): string | false {
  if (!wanted) return 'Choose which routers first'
  if (plan === undefined || old) return 'The plan is being made'
  return plan.items.length === 0 && 'There is nothing to do'
}

function notAllowed(method: RolloutMethod, apis: ReadonlySet<string>): string | false {
  const command = methodCommands[method]
  return !apis.has(command) && `Your role may not call ${command}`
}

interface HeadProps {
  plan: Plan | undefined
  old: boolean
  reason: string | false
  onStart: () => void
}

function Head({ plan, reason, onStart }: HeadProps) {
  const empty = plan === undefined || plan.items.length === 0
  return (
    <header className={classes.head}>
      <h1>Plan a run</h1>
      <span className={classes.push} />
      {!empty && (
        <span className={classes.copy}>
          Copy as cmk commands <CopyButton text={commandsOf(plan)} label="the commands" />
        </span>
      )}
      <Button
        leftSection={<IconDownload size={15} aria-hidden />}
        disabled={empty}
        onClick={() => plan && downloadText('customers.csv', customersCsv(plan))}
      >
        CSV for customers
      </Button>
      <ActionButton
        primary
        action={{
          label: 'Start…',
          icon: <IconPlayerPlay size={15} aria-hidden />,
          disabled: reason,
          onSelect: onStart,
        }}
      />
    </header>
  )
}
