import { Anchor, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { paths } from '../paths.ts'
import { sessionQuery, useSession } from '../session.ts'
import type { SignedIn } from '../session.ts'
import { signedInAgain } from '../signed-out.ts'
import { SignInForm } from '../sign-in/SignInForm.tsx'

/** CloudStack ended the session: the page stays where it is behind this, and goes on when the same user is back. */
export function SignInAgain() {
  const { user } = useSession()
  const client = useQueryClient()
  const enter = (session: SignedIn) => {
    if (session.user.userid !== user.userid) {
      // Somebody else: nothing of the first user's page may stay.
      location.assign(paths.home())
      return
    }
    client.setQueryData(sessionQuery.queryKey, session)
    signedInAgain()
  }
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended"
      size={380}
      zIndex={1000}
    >
      <p style={{ margin: '0 0 12px' }}>CloudStack signed you out. Sign in to go on where you were.</p>
      <SignInForm username={user.username} onDone={enter} />
      <Anchor href={paths.login()} size="sm" mt="sm" display="inline-block">
        Sign in as somebody else
      </Anchor>
    </Modal>
  )
}
