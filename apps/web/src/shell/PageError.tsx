import { Button } from '@mantine/core'
import { CloudStackError } from '@stratoview/api-client/error'
import { useEffect } from 'react'
import { useRevalidator, useRouteError } from 'react-router'
import classes from './shell.module.css'

/** A page that broke: what happened in its own words, and the one thing to do. The shell stays usable round it. */
export function PageError() {
  const error = useRouteError()
  if (error instanceof CloudStackError) return <Unanswered error={error} />
  // What the browsers and the packer say when a part of the app does not come.
  const absent = error instanceof Error && /dynamically imported|module script|preload/i.test(error.message)
  return (
    <section className={classes.broken} role="alert">
      <h1>{absent ? 'This page could not be fetched' : 'This page broke'}</h1>
      <p>
        {absent
          ? 'Stratoview’s server cannot be reached, or runs a newer version than this page is of: then reload to get it. Nothing in the cloud was changed by this.'
          : 'Nothing in the cloud was changed by this. Reload, or go to another page.'}
      </p>
      {!absent && <pre>{error instanceof Error ? error.message : String(error)}</pre>}
      <Button variant="filled" onClick={() => location.reload()}>
        Reload
      </Button>
    </section>
  )
}

/** ms between two tries */
const PATIENCE = 10_000

/** Nobody could say who is signed in: without that there is no page yet, only waiting for who should know. */
function Unanswered({ error }: { error: CloudStackError }) {
  const { revalidate, state } = useRevalidator()
  const trying = state === 'loading'
  useEffect(() => {
    const timer = setInterval(() => document.hidden || void revalidate(), PATIENCE)
    return () => clearInterval(timer)
  }, [revalidate])
  return (
    <main className={classes.away}>
      <section className={classes.broken} role="alert">
        <h1>{error.code === 'offline' ? 'Stratoview’s server cannot be reached' : 'CloudStack does not answer'}</h1>
        <p>
          Your sign-in is checked there before anything is shown. It is asked again every {PATIENCE / 1000} seconds, and
          this page opens with the first answer.
        </p>
        <pre>
          {error.message}
          {error.status > 0 && `\nHTTP ${error.status}`}
        </pre>
        <Button variant="filled" loading={trying} onClick={() => void revalidate()}>
          Try again
        </Button>
      </section>
    </main>
  )
}
