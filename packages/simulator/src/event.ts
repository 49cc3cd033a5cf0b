import type { Event } from '@stratoview/api-client'
import type { Caller } from './auth/caller.ts'
import type { World } from './world.ts'

/** What an event is about. */
export interface Subject {
  /** `DomainRouter`, `SystemVm`, `Network`, `Vpc`, `VirtualMachine`, … */
  type: string
  id: string
  name: string
  /** The owner; system VMs belong to `system`. */
  account?: string | undefined
  domainid?: string | undefined
}

export interface EventOptions {
  username: string
  type: string
  state: 'Created' | 'Scheduled' | 'Started' | 'Completed'
  description: string
  level?: 'INFO' | 'WARN' | 'ERROR'
  subject?: Subject
  parentid?: string
}

/** How many events a world keeps. */
const kept = 20_000

/** Recorded: `listEvents` (keys and their order). */
export function emit(world: World, options: EventOptions): Event {
  const { subject } = options
  const domain = world.find('domains', subject?.domainid) ?? world.tables.domains[0]
  const event: Event = {
    id: world.uuid(),
    username: options.username,
    type: options.type,
    level: options.level ?? 'INFO',
    description: options.description,
    account: subject?.account ?? 'system',
    domainid: domain?.id,
    domain: domain?.name,
    domainpath: domain?.path,
    ...(subject ? { resourceid: subject.id, resourcetype: subject.type, resourcename: subject.name } : {}),
    created: world.date(),
    state: options.state,
    ...(options.parentid === undefined ? {} : { parentid: options.parentid }),
  }
  world.tables.events.push(event)
  if (world.tables.events.length > kept) world.tables.events.splice(0, kept / 10)
  return event
}

/** An action as the server tells it: `Rebooting router Vm. Router Id: …` (recorded for ROUTER.REBOOT). */
export interface Action {
  type: string
  /** `rebooting router Vm`. */
  doing: string
  /** How the id is told: `Router Id: `. */
  idLabel: string
  /** The Scheduled event's text, as the command tells it. */
  scheduled: string
  /** What follows the id: ` to host Id: …`. */
  more?: string
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The three events of an action: Scheduled when accepted, Started when begun, Completed at its end. */
export class ActionEvents {
  readonly #emit: (state: EventOptions['state'], description: string, level?: EventOptions['level']) => Event
  readonly #action: Action
  readonly #suffix: string
  #parentid: string | undefined

  constructor(world: World, caller: Caller, action: Action, subject: Subject) {
    this.#action = action
    this.#suffix = `. ${action.idLabel}${subject.id}${action.more ?? ''}`
    this.#emit = (state, description, level) =>
      emit(world, {
        username: caller.username,
        type: action.type,
        state,
        description,
        level,
        subject,
        parentid: this.#parentid,
      })
    this.#parentid = this.#emit('Scheduled', `${action.scheduled}${subject.id}${action.more ?? ''}`).id
  }

  started(): void {
    this.#emit('Started', `${capital(this.#action.doing)}${this.#suffix}`)
  }

  completed(): void {
    this.#emit('Completed', `Successfully completed ${this.#action.doing}${this.#suffix}`)
  }

  failed(): void {
    this.#emit('Completed', `Error while ${this.#action.doing}${this.#suffix}`, 'ERROR')
  }
}

/** Recorded: `listAlerts` (14 numbers and names in `listAlertTypes`). */
export function alert(world: World, type: number, name: string, description: string): void {
  world.tables.alerts.push({ id: world.uuid(), type, name, description, sent: world.date() })
}
