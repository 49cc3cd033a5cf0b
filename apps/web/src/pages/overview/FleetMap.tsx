import { type CSSProperties, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import type { Standing } from '../../vm/fleet/standing.ts'
import { type Mark, type ZoneMap } from './fleet-map.ts'
import classes from './overview.module.css'
import { counted } from '../../vm/words.ts'
import { ZoneCanvas } from './ZoneCanvas.tsx'

const words: Record<Standing, string> = {
  failing: 'failing',
  'pair-wrong': 'in a wrong pair',
  'no-contact': 'no contact',
  warning: 'with a warning',
  unknown: 'unknown',
  'never-ran': 'never checked',
  stale: 'not running or results are old',
  passing: 'all checks passing',
}
const tones: Partial<Record<Standing, string>> = { failing: 'fail', 'pair-wrong': 'fail', warning: 'warn' }

/** The whole fleet at a glance: a grey field with few coloured marks; neighbours that fail together show. */
export function FleetMap({ zones, total, seesHealth }: { zones: ZoneMap[]; total: number; seesHealth: boolean }) {
  const [pointed, setPointed] = useState<Mark>()
  const navigate = useNavigate()
  const open = (mark: Mark) => void navigate(paths.router(mark.id))
  return (
    <section className={classes.map} aria-label="Fleet map">
      <div className={classes.zones}>
        {zones.map((zone) => (
          <div key={zone.id} style={sized(zone)} className={classes.zone}>
            <ZoneHead zone={zone} />
            <ZoneCanvas
              marks={zone.marks}
              fleet={total}
              label={`${zone.name}: ${summary(zone)}`}
              onPoint={setPointed}
              onSelect={open}
            />
            <MarkLinks zone={zone} />
          </div>
        ))}
      </div>
      <p className={classes.caption}>
        {pointed === undefined ? (
          'One mark a router, in order of pod and name. Select a mark to open the router, a zone to see its routers.'
        ) : (
          <>
            <b className="sv-mono">{pointed.name}</b> {seesHealth ? words[pointed.standing] : ''}
          </>
        )}
      </p>
    </section>
  )
}

const sized = ({ marks }: ZoneMap) => ({ flexGrow: marks.length, '--marks': marks.length }) as CSSProperties

const summary = ({ marks, counts }: ZoneMap): string =>
  [counted(marks.length, 'router'), ...counts.map(([standing, count]) => `${count} ${words[standing]}`)].join(', ')

function ZoneHead({ zone }: { zone: ZoneMap }) {
  return (
    <p className={classes.zoneHead}>
      <Link to={paths.routers({ zone: zone.id })} className={classes.zoneName}>
        {zone.name}
      </Link>
      <span className={classes.quiet}>{counted(zone.marks.length, 'router')}</span>
      {zone.counts.map(([standing, count]) => (
        <Link
          key={standing}
          to={paths.routers({ tab: standing === 'passing' ? undefined : standing, zone: zone.id })}
          className={classes.zoneCount}
          data-tone={tones[standing]}
        >
          {count} {words[standing]}
        </Link>
      ))}
    </p>
  )
}

/** More would make the keyboard's way down the page endless. */
const LINKS = 40

/** For who cannot see or point: the marks that are not grey as links, seen only while they have the focus. */
function MarkLinks({ zone }: { zone: ZoneMap }) {
  const worth = zone.marks.filter(({ standing }) => standing !== 'passing' && standing !== 'stale')
  if (worth.length === 0) return null
  return (
    <ul className={classes.markLinks} aria-label={`Routers of ${zone.name} that need a look`}>
      {worth.slice(0, LINKS).map((mark) => (
        <li key={mark.id}>
          <Link to={paths.router(mark.id)}>
            {mark.name}, {words[mark.standing]}
          </Link>
        </li>
      ))}
      {worth.length > LINKS && (
        <li>
          <Link to={paths.routers({ zone: zone.id })}>
            {worth.length - LINKS} more of {zone.name}, in the list
          </Link>
        </li>
      )}
    </ul>
  )
}
