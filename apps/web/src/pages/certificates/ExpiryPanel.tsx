import { Panel } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { useServerNow } from '../../clock.ts'
import { daysUntil, nearness, servedQuery } from '../../vm/served.ts'
import classes from './certificates.module.css'
import type { Certificate } from './pem/material.ts'
import { useAuthority } from './use-authority.ts'

const YEAR = 365

/** How long what is in use, what was dropped and the cloud's own authority are still good for. */
export function ExpiryPanel({ server }: { server: Certificate | undefined }) {
  const now = useServerNow(60)
  const served = useQuery(servedQuery).data?.flatMap(({ certificate }) => certificate?.to ?? [])
  const authority = useAuthority()
  const [first] = (served ?? []).toSorted()
  const lines = [
    { label: 'In use', to: first },
    { label: 'This file', to: server && new Date(server.to).toISOString() },
    { label: 'CloudStack CA', to: authority.data && new Date(authority.data.to).toISOString() },
  ].filter((line): line is { label: string; to: string } => line.to !== undefined)
  if (lines.length === 0) return null
  return (
    <Panel title="Expiry" aside="next 12 months">
      <dl className={classes.expiry}>
        {lines.map(({ label, to }) => {
          const days = daysUntil(to, now)
          return (
            <div key={label} data-near={nearness(days)}>
              <dt>{label}</dt>
              <dd aria-hidden className={classes.bar}>
                <i style={{ width: `${Math.min(100, Math.max(1, (days / YEAR) * 100))}%` }} />
              </dd>
              <dd>{dateWords(to)}</dd>
            </div>
          )
        })}
      </dl>
    </Panel>
  )
}

export const dateWords = (iso: string | number) =>
  new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
