import type { Router } from '@stratoview/api-client'
import { Panel, PropertyList, VerdictGlyph } from '@stratoview/ui'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { serverAhead, useServerNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { whenText } from '../../vm/cells/age.ts'
import { happenings, type Happening } from '../../vm/tabs/activity.ts'
import { Times, useHistory } from '../../vm/tabs/ActivityTab.tsx'
import { versionOf } from '../../vm/fleet/upgrade.ts'
import { EntryText } from '../../vm/timeline/EntryText.tsx'
import { objectsOf } from '../../vm/timeline/objects.ts'
import { eventKinds } from './event-kinds.ts'
import classes from './health.module.css'
import { LimitsPanel } from './LimitsPanel.tsx'
import type { Limits } from './use-limits.ts'

const none = [] as const

/** Beside the checks: the limits they were held to, what happened lately, and where the router is. */
export function Aside({ router, limits, zone }: { router: Router; limits: Limits | undefined; zone: string }) {
  return (
    <aside className={classes.aside} aria-label="About this router">
      {limits !== undefined && limits.size > 0 && <LimitsPanel limits={limits} zone={zone} />}
      <Happened router={router} />
      <Panel title="Addresses">
        <PropertyList
          label="Addresses"
          items={[
            { label: 'Public', value: router.publicip, mono: true },
            { label: 'Guest', value: router.guestipaddress, mono: true },
            { label: 'Link local', value: router.linklocalip, mono: true },
            {
              label: 'Software',
              value: versionOf({ version: router.version, softwareversion: router.softwareversion }),
              mono: true,
            },
          ]}
        />
      </Panel>
    </aside>
  )
}

const MOST = 5
const glyphs = { error: 'failing', warning: 'warning', alert: 'warning', info: 'never-ran', moving: 'unknown' } as const

function Happened({ router }: { router: Router }) {
  const { events, alerts } = useHistory(router, eventKinds)
  const now = useServerNow(30)
  const self = useMemo(() => objectsOf([{ id: router.id, name: router.name, to: paths.router(router.id) }]), [router])
  const lately = useMemo(
    () =>
      happenings({
        events: events.data ?? none,
        alerts: alerts.data?.alert ?? none,
        jobs: none,
        tasks: none,
        vm: router,
        ahead: serverAhead(),
      }).slice(0, MOST),
    [events.data, alerts.data, router],
  )
  if (lately.length === 0) return null
  const time = (one: Happening) => whenText(new Date(one.at).toISOString(), now)
  return (
    <Panel title="What happened" aside={<Link to={paths.router(router.id, 'activity')}>All activity</Link>}>
      <ul className={classes.happened}>
        {lately.map((one) => (
          <li key={one.key}>
            <VerdictGlyph kind={glyphs[one.gravity]} label="" />
            <span>
              <EntryText text={one.text} objects={self} /> <span className={classes.quiet}>{one.kind}</span>
              <Times one={one} />
            </span>
            <time>{Number.isNaN(one.at) ? '' : time(one)}</time>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
