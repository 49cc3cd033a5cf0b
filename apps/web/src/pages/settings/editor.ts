import type { Zone } from '@stratoview/api-client'
import { useState } from 'react'
import { curatedOf } from './curated/index.ts'
import { type Drafts, draftKey, type Draft, isSo, withReset, without, withValue } from './drafts.ts'
import type { Known, KnownSettings } from './known.ts'
import { type Conflict, conflicts, obstacles } from './rules.ts'

/** What the fields of the page share: what is, what shall be, and why something may not be. */
export interface Editor {
  known: KnownSettings
  zones: readonly Zone[]
  drafts: Drafts
  conflicts: readonly Conflict[]
  /** Why these changes cannot be saved. */
  obstacles: readonly string[]
  /** Names of settings that wait for a restart of the management server. */
  waiting: ReadonlySet<string>
  /** Why nothing may be changed or reset here. */
  readonly: { update?: string; reset?: string }
  draftOf(name: string, where: string): Draft | undefined
  edit(known: Known, where: string, value: string): void
  reset(known: Known, where: string): void
  undo(name: string, where: string): void
  undoAll(): void
  /** Some were saved, some refused. */
  settle(saved: readonly Draft[], refused: readonly Draft[]): void
}

interface Given {
  known: KnownSettings
  zones: readonly Zone[]
  apis: ReadonlySet<string>
  waiting: ReadonlySet<string>
}

const mayNot = (apis: ReadonlySet<string>, command: string) =>
  apis.has(command)
    ? {}
    : { [command === 'updateConfiguration' ? 'update' : 'reset']: `Your role may not call ${command}` }

const isDone = (draft: Draft, known: KnownSettings) => {
  const one = known.get(draft.name)
  return one !== undefined && isSo(draft, one)
}

export function useEditor({ known, zones, apis, waiting }: Given): Editor {
  const [kept, setDrafts] = useState<Drafts>(new Map())
  const drafts = new Map([...kept].filter(([, draft]) => !isDone(draft, known)))
  return {
    known,
    zones,
    drafts,
    waiting,
    conflicts: conflicts(known, drafts),
    obstacles: obstacles(known, drafts, curatedOf),
    readonly: { ...mayNot(apis, 'updateConfiguration'), ...mayNot(apis, 'resetConfiguration') },
    draftOf: (name, where) => drafts.get(draftKey(name, where)),
    edit: (one, where, value) => setDrafts((now) => withValue(now, one, where, value)),
    reset: (one, where) => setDrafts((now) => withReset(now, one, where)),
    undo: (name, where) => setDrafts((now) => without(now, [draftKey(name, where)])),
    undoAll: () => setDrafts(new Map()),
    settle: (saved, refused) =>
      setDrafts((now) => {
        const next = new Map(
          without(
            now,
            saved.map(({ name, where }) => draftKey(name, where)),
          ),
        )
        for (const draft of refused) next.set(draftKey(draft.name, draft.where), draft)
        return next
      }),
  }
}
