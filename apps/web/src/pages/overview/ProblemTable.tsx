import { VerdictGlyph } from '@stratoview/ui'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useServerNow } from '../../clock.ts'
import { ageText, ageWords } from '../../vm/cells/age.ts'
import classes from './overview.module.css'
import type { Place, Problem } from './problem.ts'

interface Props {
  title: string
  /** The head of the column of places: "Routers", "Where". */
  where: string
  /** The head of the column of ages, which says what is measured: "Oldest result". */
  since: string
  problems: readonly Problem[]
}

/** Lines with one cause each; a line leads to the list that shows exactly what it counts. */
export function ProblemTable({ title, where, since, problems }: Props) {
  if (problems.length === 0) return null
  return (
    <table className={classes.problems} aria-label={title}>
      <thead>
        <tr>
          <th scope="col" className={classes.name}>
            {title}
          </th>
          <th scope="col" className={classes.means}>
            What it means
          </th>
          <th scope="col">{where}</th>
          <th scope="col" className={classes.since}>
            {since}
          </th>
          <th scope="col" className={classes.count}>
            <span className="sv-hidden">How many</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => (
          <ProblemRow key={problem.key} problem={problem} since={since} />
        ))}
      </tbody>
    </table>
  )
}

function ProblemRow({ problem, since }: { problem: Problem; since: string }) {
  const now = useServerNow(15)
  const { kind, name, own, means, places, count, to, next } = problem
  return (
    <tr>
      <th scope="row" className={classes.name}>
        <VerdictGlyph kind={kind} />
        <Link to={to} className={classes.lead}>
          <span className={own === true ? 'sv-mono' : undefined}>{name}</span>
        </Link>
      </th>
      <td className={classes.means}>
        {means} {next !== undefined && <Link to={next.to}>{next.label}</Link>}
      </td>
      <td className={classes.places}>
        <Places places={places} />
      </td>
      <td className={classes.since} title={problem.since && `${since}: ${ageWords(problem.since, now)}`}>
        {ageText(problem.since, now)}
      </td>
      <td className={classes.count}>
        {count.toLocaleString('en')}
        <IconChevronRight size={14} aria-hidden />
      </td>
    </tr>
  )
}

/** As many as stand in a line; the rest is what the list is for. */
const SHOWN = 3

function Places({ places }: { places: readonly Place[] }) {
  const shown = places.slice(0, places.length === SHOWN + 1 ? SHOWN + 1 : SHOWN)
  return (
    <>
      {shown.map((place, index) => (
        <span key={index} className={classes.place}>
          <PlaceName place={place} />
          {place.note !== undefined && <span className={classes.quiet}>{place.note}</span>}
        </span>
      ))}
      {places.length > shown.length && <span className={classes.quiet}>+{places.length - shown.length}</span>}
    </>
  )
}

function PlaceName({ place: { name, own, to } }: { place: Place }) {
  const face = own === true ? 'sv-mono' : undefined
  if (to === undefined) return <bdi className={face}>{name}</bdi>
  return (
    <Link to={to} className={face}>
      <bdi>{name}</bdi>
    </Link>
  )
}
