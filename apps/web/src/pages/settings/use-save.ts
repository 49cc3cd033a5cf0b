import { CloudStackError } from '@stratoview/api-client/error'
import { toastStore } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { cs } from '../../api.ts'
import { serverNow } from '../../clock.ts'
import { useSession } from '../../session.ts'
import { counted } from '../../vm/words.ts'
import { callOf, type Draft, shownIn } from './drafts.ts'
import type { Editor } from './editor.ts'
import { effectOf } from './effect.ts'
import type { Entry } from './journal.ts'
import { plain, valueIn } from './known.ts'

const send = (draft: Draft) => {
  const { command, params } = callOf(draft)
  return command === 'resetConfiguration' ? cs.resetConfiguration(params) : cs.updateConfiguration(params)
}

/**
 * Sends the changes one after another. What is refused stays a change, with the server's words beside it.
 * @throws Error that says how many were refused, for the dialog to show
 */
export function useSave(editor: Editor, write: (made: readonly Entry[]) => void) {
  const client = useQueryClient()
  const { user } = useSession()
  const entryOf = (draft: Draft): Entry | undefined => {
    const known = editor.known.get(draft.name)
    if (known === undefined) return undefined
    const { name, where } = draft
    const secret = known.setting.withheld !== undefined
    return {
      at: serverNow(),
      by: user.username,
      name,
      where,
      zone: editor.zones.find(({ id }) => id === where)?.name,
      from: secret ? '(secret)' : plain(known.setting, valueIn(known, where)),
      to: secret ? '(another secret)' : plain(known.setting, shownIn(known, where, draft)),
      reset: draft.value === undefined,
      restart: effectOf(known.setting, where) !== 'at once',
    }
  }
  return async (drafts: readonly Draft[]): Promise<void> => {
    const saved: Draft[] = []
    const refused: Draft[] = []
    for (const draft of drafts) {
      try {
        // One at a time: what is refused must not hide what came before it.
        // oxlint-disable-next-line no-await-in-loop
        await send(draft)
        saved.push(draft)
      } catch (error) {
        refused.push({ ...draft, refused: error instanceof Error ? error.message : String(error) })
        // Nobody answered: the rest waits as it is.
        if (!(error instanceof CloudStackError) || error.code !== 'cloudstack') break
      }
    }
    const made = saved.flatMap((draft) => entryOf(draft) ?? [])
    write(made)
    await client.invalidateQueries({ queryKey: ['listConfigurations'] })
    // The intervals that tell old results from new ones come with the session.
    void client.invalidateQueries({ queryKey: ['session'] })
    editor.settle(saved, refused)
    if (saved.length > 0) told(made)
    const [first] = refused
    if (first !== undefined) throw new Error(wordsOf(saved.length, refused.length, first))
  }
}

function told(made: readonly Entry[]) {
  const later = made.filter(({ restart }) => restart).length
  const which = later === made.length ? (later === 1 ? 'It' : 'All') : `${later} of them`
  toastStore.show({
    tone: 'good',
    title: `Saved ${counted(made.length, 'setting')}`,
    note:
      later === 0
        ? undefined
        : `${which} ${later === 1 ? 'takes' : 'take'} effect after a restart of the management server.`,
  })
}

function wordsOf(saved: number, refused: number, first: Draft): string {
  const before = saved === 0 ? '' : `${counted(saved, 'setting')} saved. `
  return `${before}CloudStack refused ${refused === 1 ? first.name : counted(refused, 'setting')}: ${first.refused}`
}
