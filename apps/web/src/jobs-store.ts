import type { CommandName } from '@stratoview/api-client'
import { useSyncExternalStore } from 'react'
import type { Family } from './jobs-families.ts'

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
const listeners = new Set<() => void>()

const open = ({ state }: Task) => state === 'queued' || state === 'sending' || state === 'running'
export const isOpen = open

function publish(next: readonly Task[]): void {
  tasks = next
  for (const listener of listeners) listener()
}

function save(): void {
  if (place === undefined) return
  try {
    localStorage.setItem(place, JSON.stringify(tasks))
  } catch {
    // Storage full or forbidden: jobs still show until the page is left.
  }
}

/** What a stored list means after the page was left: nobody sends the queue any more; jobs run on by themselves. */
export function revive(stored: string | null, now: number): Task[] {
  let read: unknown
  try {
    read = JSON.parse(stored ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(read)) return []
  return (read as Task[])
    .filter((task) => now - task.started < DAY)
    .map((task) => (task.state === 'queued' || task.state === 'sending' ? { ...task, state: 'unsent' } : task))
}

/** Takes up what this user started here before. */
export function openTasks(userid: string): void {
  const key = `stratoview.tasks.${userid}`
  if (place === key) return
  place = key
  try {
    publish(revive(localStorage.getItem(key), Date.now()))
  } catch {
    publish([])
  }
}

export function addTasks(added: readonly Task[]): void {
  const rest = tasks.length + added.length > KEEP ? tasks.filter(open) : tasks
  publish([...rest, ...added])
  save()
}

export function patchTask(key: string, patch: Partial<Task>): void {
  publish(tasks.map((task) => (task.key === key ? { ...task, ...patch } : task)))
  save()
}

/** Forgets what has ended. */
export function clearEnded(): void {
  publish(tasks.filter(open))
  save()
}

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
