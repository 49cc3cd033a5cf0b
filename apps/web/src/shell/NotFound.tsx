import { Link, useLocation } from 'react-router'
import { paths } from '../paths.ts'
import classes from './shell.module.css'

export function NotFound() {
  const { pathname } = useLocation()
  return (
    <section className={classes.broken}>
      <h1>There is no such page</h1>
      <p>
        Nothing is at <code>{pathname}</code>. <Link to={paths.home()}>Go to the first page</Link>
      </p>
    </section>
  )
}
