import { CloudStackError } from '@stratoview/api-client/error'
import { EmptyState, ErrorPanel } from '@stratoview/ui'

export interface Asked {
  error: Error | null
  isFetching: boolean
  refetch: () => unknown
}

/** What went wrong with a query, in CloudStack's words, and a way to try again; nothing while all is well. */
export function QueryTrouble({ query, title }: { query: Asked; title: string }) {
  const { error, isFetching } = query
  if (error === null) return null
  const known = error instanceof CloudStackError ? error : undefined
  const call = known?.command && `${known.command}${known.status > 0 ? `, HTTP ${known.status}` : ''}`
  return (
    <ErrorPanel
      title={title}
      message={error.message}
      call={call}
      onRetry={() => void query.refetch()}
      retrying={isFetching}
    />
  )
}

/** In place of a page whose object has not come: that it is asked for, or why it does not come. */
export function FirstAnswer(props: { query: Asked; title: string }) {
  return props.query.error === null ? <EmptyState>Asking CloudStack.</EmptyState> : <QueryTrouble {...props} />
}
