import { Button } from '@mantine/core'
import { can } from '@stratoview/api-client/can'
import type { SystemVm } from '@stratoview/api-client'
import { EmptyState, Panel, VerdictGlyph } from '@stratoview/ui'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { useNow } from '../../clock.ts'
import type { Call } from '../../jobs-store.ts'
import { paths, withSearch } from '../../paths.ts'
import { useSession } from '../../session.ts'
import classes from './diagnostics.module.css'
import { RunResult } from './RunResult.tsx'
import { titleOf } from './finding.ts'
import { objectOf } from './presets.ts'
import { Refused } from './Refused.tsx'
import { useSend } from './use-send.ts'
import { useEvidence, WHY } from './use-evidence.ts'
import { conclusionOf, resolversOf, serverAddresses, stepsOf, type Evidence } from './why.ts'
import { agoWords } from './words.ts'

/** One button, and the questions an expert would ask of a system VM that is not Up, one after the other. */
export function WhyPanel({ vm }: { vm: SystemVm }) {
  const { apis } = useSession()
  const { evidence, ready } = useEvidence(vm)
  const [asked, setAsked] = useState(false)
  const { send, busy, refused } = useSend()
  const calls = can('run-diagnostics', 'system-vm', vm, apis) === true ? callsOf(evidence) : []
  const ask = async () => {
    if (busy) return
    setAsked(true)
    if (calls.length > 0) await send(WHY, calls)
  }
  useAskedFor(ready, ask)
  const shown = asked || evidence.runs.length > 0
  return (
    <Panel
      title="Why is it not Up?"
      aside={shown && <Asked evidence={evidence} busy={busy} onAgain={() => void ask()} />}
    >
      {!shown && (
        <div className={classes.form}>
          <p className={classes.note}>
            Looks at its state, its agent and its host, has the VM itself ping the management server and DNS, reads its
            history, and says what it comes to. Nothing is changed.
          </p>
          <div className={classes.buttons}>
            <Button variant="filled" disabled={!ready} onClick={() => void ask()}>
              Find out
            </Button>
          </div>
        </div>
      )}
      <Refused why={refused} />
      {shown && <Report evidence={evidence} />}
    </Panel>
  )
}

/** Pings, and the way to the management server hop by hop. */
function callsOf({ vm, servers }: Evidence): Call[] {
  const call = (type: string, ipaddress: string): Call => ({
    command: 'runDiagnostics',
    params: { targetid: vm.id, type, ipaddress },
    object: objectOf(vm),
    touches: [],
  })
  const managed = serverAddresses(servers).slice(0, 3)
  return [
    ...managed.map((address) => call('ping', address)),
    ...resolversOf(vm).map((address) => call('ping', address)),
    ...managed.slice(0, 1).map((address) => call('traceroute', address)),
  ]
}

/** A link from elsewhere brings the question along; it is asked once, and not again at a reload. */
function useAskedFor(ready: boolean, ask: () => Promise<void>): void {
  const { state, pathname, search } = useLocation()
  const navigate = useNavigate()
  const done = useRef(false)
  const wanted = (state as { ask?: boolean } | null)?.ask === true
  useEffect(() => {
    if (!wanted || !ready || done.current) return
    done.current = true
    void navigate(`${pathname}${search}`, { replace: true, state: null })
    void ask()
  })
}

function Asked({ evidence, busy, onAgain }: { evidence: Evidence; busy: boolean; onAgain(): void }) {
  const now = useNow(30)
  const [first] = evidence.runs
  return (
    <span className={classes.resultVerbs}>
      {first && `Asked ${agoWords(now - first.started)}`}
      <Button size="compact-xs" variant="subtle" disabled={busy} onClick={onAgain}>
        Ask again
      </Button>
    </span>
  )
}

function Report({ evidence }: { evidence: Evidence }) {
  const { vm, runs } = evidence
  const { lead, advice, final } = conclusionOf(evidence)
  return (
    <div className={classes.form}>
      <section className={classes.conclusion} aria-label="Conclusion" aria-live="polite">
        {final ? (
          <>
            <b>{lead}</b>
            {advice.length > 0 && (
              <ol>
                {advice.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ol>
            )}
            <p className={classes.note}>
              <Link to={withSearch(paths.systemVm(vm.id, 'diagnostics'), { part: 'files' })}>Get its files</Link> ·{' '}
              <Link to={paths.systemVm(vm.id, 'console')}>Open its console</Link> ·{' '}
              <Link to={paths.systemVm(vm.id, 'activity')}>All its activity</Link>
            </p>
          </>
        ) : (
          <span>The VM is being asked. You may leave this page: the answer will be here.</span>
        )}
      </section>
      <ol className={classes.steps} aria-label="What was found">
        {stepsOf(evidence).map(({ title, kind, found, said }) => (
          <li key={`${title} ${found}`}>
            <VerdictGlyph kind={kind} />
            <b>{title}</b>
            <span>
              {found}
              {said !== undefined && <code className={classes.said}>{said}</code>}
            </span>
          </li>
        ))}
      </ol>
      {runs.length === 0 && vm.state === 'Running' && <EmptyState>Nothing could be run on the VM itself.</EmptyState>}
      {runs.map((run) => (
        <details key={run.key}>
          <summary>
            <code>{titleOf(run)}</code>
          </summary>
          <RunResult run={run} />
        </details>
      ))}
    </div>
  )
}
