import type { ManagementServer } from '@stratoview/api-client'
import { VerdictGlyph } from '@stratoview/ui'
import { useServerNow } from '../../clock.ts'
import { counted } from '../../vm/words.ts'
import { whenText } from '../../vm/cells/age.ts'
import type { Entry } from './journal.ts'
import classes from './settings.module.css'

interface Props {
  pending: readonly Entry[]
  servers: readonly ManagementServer[] | undefined
}

/** What was changed from this browser and is not in force yet. It stays until every management server has been started since. */
export function Waiting({ pending, servers }: Props) {
  const now = useServerNow(60)
  if (pending.length === 0) return null
  return (
    <section className={classes.waiting} aria-label="Waiting for a restart">
      <VerdictGlyph kind="warning" label="" />
      <div>
        <b>
          {counted(pending.length, 'setting')} {pending.length === 1 ? 'waits' : 'wait'} for a restart of the management
          server.
        </b>{' '}
        {servers?.map(({ id, name, lastserverstart }) => (
          <span key={id}>
            <bdi>{name}</bdi> was started {whenText(lastserverstart, now) ?? 'at a time it does not tell'}.{' '}
          </span>
        ))}
        <ul>
          {pending.map(({ name, from, to }) => (
            <li key={name}>
              <code>{name}</code>: <code>{from || 'nothing'}</code> is still in force, <code>{to || 'nothing'}</code> is
              saved
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
