import type { Run } from '@stratoview/bff/app'
import { ConfirmModal } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { order } from '../../../vm/rollouts/api.ts'
import { KeyFields, useRunKeys } from '../../../vm/rollouts/keys.tsx'

/** Aborting is final: what is left stays as it is. */
export function AbortDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const client = useQueryClient()
  const { active, waiting } = run.counts
  return (
    <ConfirmModal
      opened
      danger
      title="Abort this run?"
      lead={waiting === 1 ? 'The one that waits is left as it is.' : `The ${waiting} that wait are left as they are.`}
      consequence={
        active === 0
          ? 'Nothing is under way now. An aborted run cannot be resumed.'
          : `What is under way (${active}) is finished first. An aborted run cannot be resumed.`
      }
      verb="Abort the run"
      keep="Go on"
      onConfirm={() => order(client, run.id, { to: 'abort' })}
      onClose={onClose}
    />
  )
}

/** Goes on, with keys anew when those of the start are no longer taken. */
export function ResumeDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const client = useQueryClient()
  const keys = useRunKeys()
  const { waiting } = run.counts
  return (
    <ConfirmModal
      opened
      title="Resume this run?"
      lead={waiting === 1 ? 'The one that waits comes next.' : `The ${waiting} that wait come next.`}
      consequence={run.standing && `${run.standing.text.replace(/\.$/, '')}.`}
      blocked={keys.missing}
      verb="Resume the run"
      keep="Not yet"
      onConfirm={() => keys.send((given) => order(client, run.id, { to: 'resume', ...given }))}
      onClose={onClose}
    >
      <KeyFields keys={keys} />
    </ConfirmModal>
  )
}
