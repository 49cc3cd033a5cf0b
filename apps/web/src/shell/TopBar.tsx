import { ActionIcon, UnstyledButton } from '@mantine/core'
import { Kbd } from '@stratoview/ui'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { seesInfrastructure, useSession } from '../session.ts'
import classes from './bar.module.css'
import { JobsButton } from './jobs/JobsButton.tsx'
import { show } from './overlay.ts'
import shell from './shell.module.css'
import { UserMenu } from './UserMenu.tsx'

export function TopBar() {
  const { apis } = useSession()
  const find = seesInfrastructure(apis)
    ? 'Find a VM by name, IP, network, host or account, or run a verb'
    : 'Find an instance by name or address'
  return (
    <header className={shell.top}>
      <ActionIcon variant="subtle" color="gray" className={shell.menu} aria-label="Menu" onClick={() => show('rail')}>
        <IconMenu2 size={18} />
      </ActionIcon>
      <span className={classes.gap} />
      <UnstyledButton
        className={classes.find}
        aria-label={find}
        aria-keyshortcuts="Control+K"
        onClick={() => show('palette')}
      >
        <IconSearch size={15} aria-hidden />
        <span className={classes.findText}>{find}</span>
        <span className={classes.findKey}>
          <Kbd>Ctrl K</Kbd>
        </span>
      </UnstyledButton>
      <span className={classes.gap} />
      <JobsButton />
      <UserMenu />
    </header>
  )
}
