import { Outlet } from 'react-router'
import { Rail } from './Rail.tsx'
import classes from './shell.module.css'
import { TopBar } from './TopBar.tsx'

/** The frame round every page. */
export function AppShell() {
  return (
    <div className={classes.shell}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <Rail />
      <TopBar />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}
