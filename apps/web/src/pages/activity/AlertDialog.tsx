import { ConfirmModal, toastStore } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { cs } from '../../api.ts'
import { cmk } from '../../vm/action.ts'
import { counted } from '../../vm/words.ts'

export interface AlertQuestion {
  verb: 'archive' | 'delete'
  ids: readonly string[]
}

interface Props {
  question: AlertQuestion | undefined
  onClose: () => void
  /** CloudStack has done it. */
  onDone: () => void
}

/** Asks before alerts leave the list: neither can be taken back through CloudStack's API. */
export function AlertDialog({ question, onClose, onDone }: Props) {
  const client = useQueryClient()
  const { verb = 'archive', ids = [] } = question ?? {}
  const params = { ids: ids.join(',') }
  const command = verb === 'archive' ? 'archiveAlerts' : 'deleteAlerts'
  const what = counted(ids.length, 'alert')
  const Verb = verb === 'archive' ? 'Archive' : 'Delete'
  return (
    <ConfirmModal
      opened={question !== undefined}
      title={`${Verb} ${what}?`}
      lead={verb === 'archive' ? 'CloudStack keeps them, and no list shows them any more.' : 'They are gone for good.'}
      consequence="What they are about is not changed by it, and an alert that is still true is raised anew."
      command={cmk({ command, params })}
      verb={`${Verb} ${what}`}
      danger={verb === 'delete'}
      onClose={onClose}
      onConfirm={async () => {
        await (verb === 'archive' ? cs.archiveAlerts(params) : cs.deleteAlerts(params))
        await client.invalidateQueries({ queryKey: ['listAlerts'] })
        toastStore.show({ tone: 'good', title: `${verb === 'archive' ? 'Archived' : 'Deleted'} ${what}` })
        onDone()
      }}
    />
  )
}
