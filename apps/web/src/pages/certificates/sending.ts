import { CloudStackError } from '@stratoview/api-client/error'
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { cs } from '../../api.ts'
import { addTasks, allTasks, subscribeTasks, type Task } from '../../jobs-store.ts'
import { newId } from '../../new-id.ts'
import type { Part } from './plan.ts'

export interface Step {
  role: string
  name: string
  state: 'waiting' | 'sending' | 'running' | 'done' | 'failed' | 'unsent'
  words?: string
}

/** An upload of several certificates, of which a reload keeps only what CloudStack already has. */
export interface Sending {
  domain: string
  /** SHA-256 of the server's certificate, hex: what the VMs should show afterwards. */
  id: string
  name: string
  steps: readonly Step[]
  state: 'running' | 'done' | 'failed'
}

let sending: Sending | undefined
const listeners = new Set<() => void>()

function publish(next: Sending | undefined): void {
  sending = next
  for (const listener of listeners) listener()
}

const patch = (at: number, step: Partial<Step>) => {
  if (sending === undefined) return
  publish({ ...sending, steps: sending.steps.map((one, index) => (index === at ? { ...one, ...step } : one)) })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The upload under way or the last one of this page; it goes on while other pages are shown. */
export const useSending = (): Sending | undefined => useSyncExternalStore(subscribe, () => sending)
export const forgetSending = (): void => publish(undefined)

/** Leaving now would lose what is not sent yet: the browser asks. */
const hold = (event: BeforeUnloadEvent) => event.preventDefault()

/**
 * Sends the parts one after another, each waited for, and stops at the first that is not taken: false. The key is held
 * by `parts` alone and let go with it.
 */
export async function sendAll(
  client: QueryClient,
  parts: readonly Part[],
  about: Pick<Sending, 'domain' | 'id' | 'name'>,
): Promise<boolean> {
  const steps = parts.map(({ role, name }): Step => ({ role, name, state: 'waiting' }))
  publish({ ...about, steps, state: 'running' })
  window.addEventListener('beforeunload', hold)
  const batch = newId()
  try {
    for (const [index, part] of parts.entries()) {
      const end = await send(client, part, index, batch)
      patch(index, end)
      if (end.state === 'done') continue
      for (let rest = index + 1; rest < parts.length; rest++) patch(rest, { state: 'unsent' })
      return false
    }
    return true
  } finally {
    window.removeEventListener('beforeunload', hold)
    const failed = sending?.steps.some(({ state }) => state !== 'done') ?? false
    if (sending !== undefined) publish({ ...sending, state: failed ? 'failed' : 'done' })
    void client.invalidateQueries({ queryKey: ['served-certificates'] })
  }
}

async function send(client: QueryClient, { role, name, params }: Part, index: number, batch: string): Promise<Step> {
  const step = { role, name }
  patch(index, { state: 'sending' })
  try {
    const { jobid } = await cs.uploadCustomCertificate({ ...params })
    const task = taskOf(step, params.domainsuffix, jobid, batch)
    addTasks([task])
    patch(index, { state: 'running' })
    void client.invalidateQueries({ queryKey: ['listAsyncJobs'] })
    const { state, words } = await ended(task.key)
    return { ...step, state: state === 'done' ? 'done' : 'failed', ...(words !== undefined && { words }) }
  } catch (error) {
    if (!(error instanceof CloudStackError)) throw error
    return { ...step, state: 'failed', words: error.message }
  }
}

/** For the jobs tray, which keeps what it is given: neither the certificate nor the key. */
function taskOf({ name }: Pick<Step, 'name'>, domainsuffix: string, jobid: string, batch: string): Task {
  return {
    key: newId(),
    batch,
    label: 'Upload certificate',
    command: 'uploadCustomCertificate',
    params: { domainsuffix },
    object: { type: 'Certificate', id: name, name },
    touches: ['system-vm'],
    once: true,
    state: 'running',
    jobid,
    started: Date.now(),
  }
}

/** The tray watches every job with one query (jobs.ts); this waits for its word. */
function ended(key: string): Promise<Task> {
  return new Promise((resolve) => {
    const look = () => {
      const task = allTasks().find((one) => one.key === key)
      if (task === undefined || task.state === 'running') return
      stop()
      resolve(task)
    }
    const stop = subscribeTasks(look)
    look()
  })
}
