import { Button } from '@mantine/core'
import { useRouteError } from 'react-router'
import classes from './shell.module.css'

/** A page that broke: what happened in its own words, and the one thing to do. The shell stays usable round it. */
export function PageError() {
  const error = useRouteError()
  const stale = error instanceof TypeError && /dynamically imported|module script/i.test(error.message)
  return (
    <section className={classes.broken} role="alert">
      <h1>{stale ? 'Stratoview was updated' : 'This page broke'}</h1>
      <p>
        {stale
          ? 'A newer version is running on the server. Reload to get it; nothing of your work in the cloud is affected.'
          : 'Nothing in the cloud was changed by this. Reload, or go to another page.'}
      </p>
      {!stale && <pre>{error instanceof Error ? error.message : String(error)}</pre>}
      <Button variant="filled" onClick={() => location.reload()}>
        Reload
      </Button>
    </section>
  )
}
