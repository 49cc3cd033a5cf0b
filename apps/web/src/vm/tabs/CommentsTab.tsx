import { Button, Checkbox, Textarea } from '@mantine/core'
import type { Annotation } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { EmptyState, Pill } from '@stratoview/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cs, q } from '../../api.ts'
import { useServerNow } from '../../clock.ts'
import { useSession } from '../../session.ts'
import { ageWords, momentText } from '../cells/age.ts'
import { QueryTrouble } from './QueryTrouble.tsx'
import classes from './tabs.module.css'

/** CloudStack's `entitytype`: VR for a router, SYSTEM_VM for a console proxy or secondary storage VM. */
export type Commented = 'VR' | 'SYSTEM_VM'

interface Props {
  id: string
  entitytype: Commented
}

/** The comments of an object, newest first. Query shared with the tab's count (`useComments`). */
export function CommentsTab({ id, entitytype }: Props) {
  const { apis } = useSession()
  const comments = useComments({ id, entitytype })
  const list = (comments.data?.annotation ?? []).toSorted((a, b) => (b.created ?? '').localeCompare(a.created ?? ''))
  if (!apis.has('listAnnotations')) {
    return <EmptyState>Your role may not read comments (listAnnotations).</EmptyState>
  }
  return (
    <section className={classes.comments} aria-label="Comments">
      <QueryTrouble query={comments} title="The comments could not be read." />
      {comments.isSuccess && list.length === 0 && (
        <EmptyState>No comments yet. What the next operator should know belongs here.</EmptyState>
      )}
      <ol className={classes.list}>
        {list.map((one) => (
          <Comment key={one.id} comment={one} />
        ))}
      </ol>
      {apis.has('addAnnotation') && <NewComment key={id} id={id} entitytype={entitytype} />}
    </section>
  )
}

/** Recorded: `listAnnotations`. */
export function useComments({ id, entitytype }: Props) {
  const { apis } = useSession()
  return useQuery({
    ...q(cs.listAnnotations, { entityid: id, entitytype }),
    enabled: apis.has('listAnnotations'),
  })
}

function Comment({ comment }: { comment: Annotation }) {
  const { user, apis } = useSession()
  const now = useServerNow(30)
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => cs.removeAnnotation({ id: comment.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listAnnotations'] }),
  })
  // Another domain may have a user of the same name.
  const own = comment.userid === undefined ? comment.username === user.username : comment.userid === user.userid
  return (
    <li className={classes.comment}>
      <div className={classes.by}>
        <b>{comment.username ?? 'somebody'}</b>
        <time title={comment.created && momentText(comment.created)}>{ageWords(comment.created, now)}</time>
        {comment.adminsonly === true && <Pill hint="Users do not see it.">admins only</Pill>}
        {own && apis.has('removeAnnotation') && (
          <button
            type="button"
            className={classes.link}
            aria-label={`Remove the comment of ${comment.username ?? 'somebody'}`}
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Remove
          </button>
        )}
      </div>
      <p className={classes.said} dir="auto">
        {comment.annotation}
      </p>
      {remove.error && <p className={classes.refused}>{remove.error.message}</p>}
    </li>
  )
}

/** What is written and not sent yet, by object: a look at another part of its page must not cost it. Signing out loads the app anew. */
const drafts = new Map<string, string>()

function NewComment({ id, entitytype }: Props) {
  const client = useQueryClient()
  const [text, setText] = useState(drafts.get(id) ?? '')
  const write = (next: string) => {
    drafts.set(id, next)
    setText(next)
  }
  const [adminsonly, setAdminsOnly] = useState(true)
  const key = ['addAnnotation', id]
  const add = useMutation({
    mutationKey: key,
    mutationFn: () => cs.addAnnotation({ entityid: id, entitytype, annotation: text.trim(), adminsonly }),
    onSuccess: async () => {
      write('')
      await client.invalidateQueries({ queryKey: ['listAnnotations'] })
    },
  })
  return (
    <form
      className={classes.write}
      onSubmit={(event) => {
        event.preventDefault()
        // Asked of the client, which knows at once: a second click may come before this is drawn again.
        if (text.trim() !== '' && client.isMutating({ mutationKey: key }) === 0) add.mutate()
      }}
    >
      <Textarea
        label="New comment"
        autosize
        minRows={3}
        maxRows={10}
        maxLength={65_535}
        value={text}
        error={add.error instanceof CloudStackError ? add.error.message : undefined}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      <div className={classes.send}>
        <Checkbox
          label="Only administrators see it"
          checked={adminsonly}
          onChange={(event) => setAdminsOnly(event.currentTarget.checked)}
        />
        <Button type="submit" loading={add.isPending} disabled={text.trim() === ''}>
          Add comment
        </Button>
      </div>
    </form>
  )
}
