import { Drawer } from '@mantine/core'
import { Rail } from './Rail.tsx'
import classes from './shell.module.css'

/** The rail on a phone. */
export function RailDrawer({ onClose }: { onClose(): void }) {
  return (
    <Drawer
      opened
      onClose={onClose}
      size={260}
      title="Menu"
      closeButtonProps={{ 'aria-label': 'Close the menu' }}
      classNames={{ body: classes.drawer }}
    >
      <Rail onGo={onClose} />
    </Drawer>
  )
}
