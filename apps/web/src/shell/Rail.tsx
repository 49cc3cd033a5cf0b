import { Link, useLocation } from 'react-router'
import { paths } from '../paths.ts'
import { useSession } from '../session.ts'
import { Mark } from './Mark.tsx'
import { placesOf } from './nav.ts'
import type { Place } from './nav.ts'
import classes from './shell.module.css'
import { useTroubles } from './use-troubles.ts'

function Entry({ place, count, onGo }: { place: Place; count: number; onGo?: () => void }) {
  const { pathname } = useLocation()
  const here = pathname === place.to || pathname.startsWith(`${place.to}/`)
  return (
    <li>
      <Link
        to={place.to}
        className={classes.place}
        aria-current={here ? 'page' : undefined}
        title={place.label}
        onClick={onGo}
      >
        <place.icon size={16} stroke={1.6} aria-hidden />
        <span className={classes.word}>{place.label}</span>
        {count > 0 && (
          <span className={classes.count}>
            {count}
            <span className="sv-hidden"> in trouble</span>
          </span>
        )}
      </Link>
    </li>
  )
}

/** The left rail; in the phone's drawer too (`onGo` then closes it). */
export function Rail({ onGo }: { onGo?: () => void }) {
  const { user, features, apis } = useSession()
  const troubles = useTroubles()
  const groups = Map.groupBy(placesOf(apis), (place) => place.under)
  return (
    <nav className={classes.rail} aria-label="Main">
      <Link to={paths.home()} className={classes.brand} onClick={onGo}>
        <Mark />
        <span className={classes.word}>Stratoview</span>
      </Link>
      {[...groups].map(([under, places]) => (
        <div key={under ?? ''}>
          {under !== undefined && <h2 className={classes.heading}>{under}</h2>}
          <ul className={classes.places}>
            {places.map((place) => (
              <Entry
                key={place.to}
                place={place}
                count={place.counts === undefined ? 0 : troubles[place.counts]}
                onGo={onGo}
              />
            ))}
          </ul>
        </div>
      ))}
      <div className={classes.foot}>
        {features.cloudstackversion !== undefined && <div>CloudStack {features.cloudstackversion}</div>}
        <div>Signed in as {user.username}</div>
      </div>
    </nav>
  )
}
