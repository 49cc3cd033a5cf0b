import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { paths } from '../../paths.ts'
import { sessionQuery } from '../../session.ts'
import type { SignedIn } from '../../session.ts'
import { SignInForm } from '../../sign-in/SignInForm.tsx'
import classes from './LoginPage.module.css'

/** Where to after signing in: a page of ours and nothing else. */
const within = (from: string | null) => (from?.startsWith('/') === true && !/^\/[/\\]/.test(from) ? from : paths.home())

export default function LoginPage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const enter = async (session: SignedIn) => {
    client.clear()
    client.setQueryData(sessionQuery.queryKey, session)
    await navigate(within(search.get('from')), { replace: true })
  }
  return (
    <main className={classes.page}>
      <section className={classes.card}>
        <h1 className={classes.title}>Sign in to Stratoview</h1>
        <p className={classes.note}>With your CloudStack account</p>
        <SignInForm onDone={(session) => void enter(session)} />
      </section>
    </main>
  )
}
