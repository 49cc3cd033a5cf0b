import type { Host, Router, Volume } from '@stratoview/api-client'
import { Clock } from './clock.ts'
import { hash, Random } from './random.ts'
import { emptyTables, type Tables } from './tables.ts'
import type { TroubleName } from './trouble.ts'

/** 2026-11-23T09:00:00Z, the morning of the recordings. */
export const defaultEpoch = Date.UTC(2026, 10, 23, 9)

export interface WorldOptions {
  name: string
  /** Epoch ms at which the world's clock starts. */
  epoch?: number
  /** How many routers; the demo world's own number when absent. */
  routers?: number
}

/** One cloud: its rows, its clock and its ids. The same options give the same world. */
export class World {
  readonly name: string
  /** How many routers were asked for; undefined = the demo's own number. */
  readonly routers: number | undefined
  readonly tables: Tables = emptyTables()
  readonly clock: Clock
  readonly random: Random
  /** Rows in trouble, by id: see trouble.ts. */
  readonly troubles = new Map<string, TroubleName>()
  /** The static pin of users with two-factor, by user id. */
  readonly pins = new Map<string, string>()
  /** Settings that a zone, an account, … has a value of its own of: see settings.ts. */
  readonly ownSettings = new Map<string, string>()
  /** API keys, by key. */
  readonly keys = new Map<string, { secretkey: string; userid: string }>()
  /** Routers that are gone, oldest first: what a restart of their network makes anew. */
  readonly destroyed: Router[] = []
  /** A disk of each VM that is gone, by the VM's id. */
  readonly lostDisks = new Map<string, Volume>()
  /** Ids of rows that are gone. */
  readonly removed = new Set<string>()
  /** Whether console proxies that start now are told to use TLS: settings the management server read when it started. */
  consoleTls = false
  /** A host goes Down now; HA needs so many ms to be sure of it. Given by whoever makes the world, as it moves everything in it. */
  hostFails: (host: Host, suspicion: number) => void = () => undefined
  #number = 0
  readonly #mark: number

  constructor(options: WorldOptions) {
    this.name = options.name
    // The demo world's ids may be named by documents.
    this.#mark = options.name === '' ? 0 : hash(options.name)
    this.routers = options.routers
    this.clock = new Clock(options.epoch ?? defaultEpoch)
    this.random = new Random(20_261_123)
  }

  /** No two worlds share an id, as no two clouds do, though they are alike in everything else. */
  uuid(): string {
    const id = this.random.uuid()
    if (this.#mark === 0) return id
    const head = (Number.parseInt(id.slice(0, 8), 16) ^ this.#mark) >>> 0
    return head.toString(16).padStart(8, '0') + id.slice(8)
  }

  /** Now, or `msAgo` before now, as CloudStack writes dates. */
  date(msAgo = 0): string {
    return this.clock.date(this.clock.now - msAgo)
  }

  /** The next VM number, shared by all kinds as in CloudStack: the `12` of `r-12-VM`. */
  nextNumber(): number {
    this.#number += 1
    return this.#number
  }

  /** Takes a row out of its table. Its id stays known: CloudStack still resolves the ids of removed rows. */
  remove(table: 'routers' | 'internalLbs' | 'systemVms' | 'volumes' | 'hosts' | 'annotations', id: string): void {
    const rows: { id: string }[] = this.tables[table]
    const at = rows.findIndex((row) => row.id === id)
    if (at >= 0) rows.splice(at, 1)
    this.removed.add(id)
  }

  find<N extends keyof Tables>(table: N, id: unknown): Tables[N][number] | undefined {
    return (this.tables[table] as { id?: unknown }[]).find((row) => row.id === id) as Tables[N][number] | undefined
  }
}

export type { Tables }
