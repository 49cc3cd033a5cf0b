import classes from './shell.module.css'
import { UserMenu } from './UserMenu.tsx'

export function TopBar() {
  return (
    <header className={classes.top}>
      <span style={{ flex: 1 }} />
      <UserMenu />
    </header>
  )
}
