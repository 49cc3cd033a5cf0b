import { ConfirmModal } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { counted } from '../words.ts'
import { consolesQuery, endOurs, type LiveConsole } from './live.ts'
import { throwOut } from './throw-out.ts'
import { lasting } from './words.ts'

interface Props {
  /** what to end; nothing is asked while there is none */
  rows: readonly LiveConsole[]
  onClose(): void
}

/** Asks before somebody's console is ended: whose it is, and how it is done. */
export function EndDialog({ rows, onClose }: Props) {
  const client = useQueryClient()
  const [first] = rows
  const others = rows.filter(({ ours }) => !ours).length
  const end = async () => {
    try {
      for (const row of rows) await (row.ours ? endOurs(row.id) : throwOut(row.vm))
    } finally {
      await client.invalidateQueries(consolesQuery)
    }
  }
  if (first === undefined) return null
  const what = rows.length === 1 ? <code>{first.name}</code> : counted(rows.length, 'console')
  return (
    <ConfirmModal
      opened
      title={<>End {rows.length === 1 ? <>the console of {what}</> : what}?</>}
      lead={rows.length === 1 ? `${whose(first)} is closed at once.` : 'They are closed at once.'}
      consequence={`${since(first, rows.length)}What runs there goes on. Whoever was in may open it again.`}
      effects={rows.length > 1 ? rows.slice(0, 12).map((row) => ({ what: row.name, becomes: whose(row) })) : []}
      verb={rows.length === 1 ? `End the console of ${first.name}` : `End ${counted(rows.length, 'console')}`}
      danger
      keep="Leave it open"
      onConfirm={end}
      onClose={onClose}
    >
      {others > 0 && (
        <p>
          {others === rows.length ? 'It was' : `${others} of them were`} not opened through Stratoview, and CloudStack
          has no command to end a console. Stratoview opens the screen for a moment instead, which throws the viewer
          out.
        </p>
      )}
    </ConfirmModal>
  )
}

function whose({ user, account, mine }: LiveConsole): string {
  if (mine) return 'Your session'
  return `The session of ${user}${account === undefined || account === user ? '' : ` (${account})`}`
}

const since = ({ seconds }: LiveConsole, count: number): string =>
  count === 1 && seconds !== undefined ? `It has been open for ${lasting(seconds * 1000)}. ` : ''
