import { Button, useMantineColorScheme } from '@mantine/core'
import type { MantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconLogout } from '@tabler/icons-react'
import { ActionMenu, type MenuEntry, toastStore } from '@stratoview/ui'
import { paths } from '../paths.ts'
import { signOut, useSession } from '../session.ts'
import classes from './bar.module.css'

const schemes: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** A new page and not a step within this one: nothing of one user's cloud stays in memory for the next. */
function leave() {
  signOut().then(
    () => location.assign(paths.login()),
    (error: Error) => toastStore.show({ tone: 'fail', title: 'Sign out', text: error.message }),
  )
}

export function UserMenu() {
  const { user } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = [user.firstname, user.lastname].filter(Boolean).join(' ') || user.username
  const entries = (): MenuEntry[] => [
    { heading: `${name}, account ${user.account}` },
    'divider',
    { heading: 'Colours' },
    ...schemes.map(({ value, label }) => ({
      label,
      checked: value === colorScheme,
      onSelect: () => setColorScheme(value),
    })),
    'divider',
    { label: 'Sign out', icon: <IconLogout size={16} />, onSelect: leave },
  ]
  return (
    <ActionMenu label="You" entries={entries}>
      <Button
        variant="subtle"
        color="gray"
        className={classes.user}
        aria-label={user.username}
        rightSection={<IconChevronDown size={14} stroke={1.6} color="var(--sv-text-3)" />}
      >
        <span className={classes.initials} aria-hidden>
          {user.username.slice(0, 2).toUpperCase()}
        </span>
        <span className={classes.userName}>{user.username}</span>
      </Button>
    </ActionMenu>
  )
}
