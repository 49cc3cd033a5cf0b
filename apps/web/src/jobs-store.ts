import type { CommandName } from '@stratoview/api-client'
import { useSyncExternalStore } from 'react'
import type { Family } from './jobs-families.ts'
import { kept } from './kept.ts'

/** What a command works on, so that a tray and a toast can name and link it. */
export interface TaskObject {
  /** CloudStack's name for the kind, as in `jobinstancetype`: DomainRouter, SystemVm, InternalLbVm, VirtualMachine, Network, Vpc. */
  type: string
  id: string
  name: string
}

/** One command to send. */
export interface Call {
  command: CommandName
  params: Record<string, unknown>
  object: TaskObject
  touches: readonly Family[]
}

/** One command of a guided run, sent when the one before it has ended. */
export interface Step {
  label: string
  call: Call
  /** Sent although the one before it failed: what was stopped is started again. */
  regardless?: boolean
}

/**
 * A command started in this browser, from the click to CloudStack's last word.
 * `unsent`: the page was left before it was sent (or, for what answers at once, before it answered).
 */
export interface Task extends Call {
  key: string
  /** Started together with others; reported together. */
  batch: string
  /** The verb: "Stop". */
  label: string
  /** The guided run it is part of, and what of it is still to come. */
  run?: string
  ahead?: readonly Step[]
  /** What was sent is not kept (a private key): it cannot be sent again from the tray. */
  once?: true
  state: 'queued' | 'sending' | 'running' | 'done' | 'failed' | 'unsent'
  jobid?: string
  /** CloudStack's words at the end. */
  words?: string
  /** Epoch ms by this browser's clock. */
  started: number
  ended?: number
}

/** Kept for a day and no more than this many: a record, not an archive. */
const KEEP = 200
const DAY = 86_400_000

let tasks: readonly Task[] = []
let place: string | undefined
/** Keys of those that were let go here: another tab's copy must not bring them back. */
const forgotten = new Set<string>()
const listeners = new Set<() => void>()

const open = ({ state }: Task) => state === 'queued' || state === 'sending' || state === 'running'
export const isOpen = open

function publish(next: readonly Task[]): void {
  tasks = next
  for (const listener of listeners) listener()
}

/** Keeps the list, with what another tab of this browser has put there meanwhile. */
function save(): void {
  if (place === undefined) return
  const ours = new Set(tasks.map(({ key }) => key))
  const others = stored(place).filter(({ key }) => !ours.has(key) && !forgotten.has(key))
  kept.set(place, JSON.stringify([...others, ...tasks].slice(-2 * KEEP)))
}

function stored(where: string): Task[] {
  try {
    const read: unknown = JSON.parse(kept.get(where) ?? '[]')
    return Array.isArray(read) ? (read as (Task | null)[]).filter((task) => task !== null) : []
  } catch {
    return []
  }
}

/** What a kept list means after the page was left: nobody sends the queue any more; jobs run on by themselves. */
export const revive = (read: readonly Task[], now: number): Task[] =>
  read
    .filter((task) => now - task.started < DAY)
    .map((task) => (task.state === 'queued' || task.state === 'sending' ? { ...task, state: 'unsent' } : task))

/** Takes up what this user started here before. */
export function openTasks(userid: string): void {
  const next = `stratoview.tasks.${userid}`
  if (place === next) return
  place = next
  publish(revive(stored(next), Date.now()))
}

/** Lets go of what has ended, and publishes the rest with what is added. */
function letGo(added: readonly Task[]): void {
  for (const task of tasks) if (!open(task)) forgotten.add(task.key)
  publish([...tasks.filter(open), ...added])
  save()
}

export function addTasks(added: readonly Task[]): void {
  if (tasks.length + added.length > KEEP) return letGo(added)
  publish([...tasks, ...added])
  save()
}

export function patchTask(key: string, patch: Partial<Task>): void {
  publish(tasks.map((task) => (task.key === key ? { ...task, ...patch } : task)))
  save()
}

/** Forgets what has ended. */
export const clearEnded = (): void => letGo([])

export const allTasks = (): readonly Task[] => tasks

export function subscribeTasks(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Every command started in this browser by this user in the last day, oldest first. */
export const useTasks = (): readonly Task[] => useSyncExternalStore(subscribeTasks, allTasks)

/** Seconds the last successful runs of a command took here, newest first: the measure behind "about 50 s". */
export const measured = (command: CommandName): number[] =>
  tasks
    .filter((task) => task.command === command && task.state === 'done' && task.ended !== undefined)
    .map((task) => ((task.ended ?? 0) - task.started) / 1000)
    .reverse()
