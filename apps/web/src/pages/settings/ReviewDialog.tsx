import type { RouterRow } from '@stratoview/bff/rows'
import { ConfirmModal } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { fleetRouters } from '../../fleet.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../../vm/action.ts'
import { counted } from '../../vm/words.ts'
import { curatedOf } from './curated/index.ts'
import { callOf, type Draft, type Drafts, overtaken, shownIn } from './drafts.ts'
import type { Editor } from './editor.ts'
import { effectOf } from './effect.ts'
import type { Entry } from './journal.ts'
import { EVERYWHERE, plain, valueIn } from './known.ts'
import { recreateWarning } from './recreate.ts'
import classes from './settings.module.css'
import { useSave } from './use-save.ts'

interface Props {
  editor: Editor
  write: (made: readonly Entry[]) => void
  onClose: () => void
}

const recreate = 'router.health.checks.failures.to.recreate.vr'

/** Asked only for what a change of that list would do now. */
function useFleet(drafts: Drafts): readonly RouterRow[] | undefined {
  const { apis } = useSession()
  const asked = [...drafts.values()].some(({ name }) => name === recreate)
  const { data } = useQuery({ ...fleetRouters(), enabled: asked && apis.has('listRouters') })
  return data?.done === true ? data.rows : undefined
}

/** The difference, before it is made: what is, what becomes of it, and when it counts. */
export function ReviewDialog({ editor, write, onClose }: Props) {
  const save = useSave(editor, write)
  const drafts = [...editor.drafts.values()]
  const { obstacles } = editor
  const restarts = drafts.filter((draft) => effectIn(editor, draft) !== 'at once').length
  const fleet = useFleet(editor.drafts)
  const warnings = drafts.flatMap((draft) => warningOf(editor, draft, fleet) ?? [])
  const what = counted(drafts.length, 'change')
  return (
    <ConfirmModal
      opened
      title={`Save ${what}?`}
      lead={leadOf(drafts.length, restarts)}
      consequence="The server checks each one for itself; what it refuses stays here, with its words."
      effectsTitle="What changes"
      effects={drafts.map((draft) => ({
        what: <What editor={editor} draft={draft} />,
        becomes: <Becomes editor={editor} draft={draft} />,
      }))}
      command={drafts.map((draft) => cmk(shownCall(editor, draft))).join('\n')}
      verb={`Save ${what}`}
      keep="Keep editing"
      blocked={obstacles.length > 0 && obstacles.join(' ')}
      onClose={onClose}
      onConfirm={() => save(drafts)}
    >
      {warnings.length > 0 && (
        <ul className={classes.warnings}>
          {warnings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </ConfirmModal>
  )
}

function leadOf(all: number, restarts: number): string {
  if (restarts === 0) return all === 1 ? 'It takes effect at once.' : 'They take effect at once.'
  const later = 'after a restart of the management server'
  return restarts === all
    ? `${all === 1 ? 'It takes' : 'They take'} effect ${later}.`
    : `${restarts} of ${all} take effect ${later}.`
}

const effectIn = ({ known }: Editor, { name, where }: Draft) => {
  const setting = known.get(name)?.setting
  return setting === undefined ? 'at once' : effectOf(setting, where)
}

function What({ editor, draft: { name, where } }: { editor: Editor; draft: Draft }) {
  const zone = editor.zones.find(({ id }) => id === where)?.name
  return (
    <>
      <code>{name}</code>
      <br />
      {where === EVERYWHERE ? 'everywhere' : <>in {<bdi>{zone ?? where}</bdi>}</>}
    </>
  )
}

function Becomes({ editor, draft }: { editor: Editor; draft: Draft }) {
  const known = editor.known.get(draft.name)
  if (known === undefined) return null
  const { setting } = known
  const secret = setting.withheld !== undefined
  const show = (value: string) => (secret ? 'a secret' : plain(setting, value) || 'nothing')
  return (
    <div className={classes.diff}>
      <del>{show(valueIn(known, draft.where))}</del> <span aria-hidden>→</span>{' '}
      <ins>{show(shownIn(known, draft.where, draft))}</ins>
      {draft.value === undefined && (draft.where === EVERYWHERE ? ', the default' : ', as everywhere')}
      <div className={classes.effect}>
        Takes effect {effectOf(setting, draft.where)}. {curatedOf(draft.name)?.reaches}
      </div>
      {overtaken(draft, known) && (
        <div className={classes.overtaken}>
          It was {show(draft.base)} when you began; somebody has changed it meanwhile.
        </div>
      )}
      {draft.refused !== undefined && <div className={classes.trouble}>{draft.refused}</div>}
    </div>
  )
}

/** What the change does that nobody should learn afterwards. */
function warningOf(editor: Editor, draft: Draft, fleet: readonly RouterRow[] | undefined): string | undefined {
  const known = editor.known.get(draft.name)
  if (known === undefined) return undefined
  if (draft.name !== recreate) return curatedOf(draft.name)?.beware
  const zone = draft.where === EVERYWHERE ? undefined : draft.where
  return recreateWarning(valueIn(known, draft.where), shownIn(known, draft.where, draft), fleet, zone)
}

/** A secret is not shown on a command line either. */
function shownCall(editor: Editor, draft: Draft) {
  const call = callOf(draft)
  const secret = editor.known.get(draft.name)?.setting.withheld !== undefined
  return secret && call.command === 'updateConfiguration' ? { ...call, params: { ...call.params, value: '…' } } : call
}
