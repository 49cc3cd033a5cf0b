import { Modal } from '@mantine/core'
import classes from './dialog.module.css'
import type { DialogProps } from './props.ts'

/** Dialog once it is wanted: a chunk of its own, since no page needs it to paint. */
export function DialogFrame({ opened, onClose, title, width = 560, children, note, buttons, error }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      title={title}
      size={width}
      yOffset="min(132px, 14vh)"
      padding={0}
      radius="xl"
      overlayProps={{ backgroundOpacity: 0.45, color: '#0f1215' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{
        root: classes.root,
        content: classes.content,
        header: classes.header,
        title: classes.title,
      }}
    >
      <div className={classes.main}>{children}</div>
      {error && (
        <div role="alert" className={classes.error}>
          {error}
        </div>
      )}
      {(note || buttons) && (
        <footer className={classes.footer}>
          <span className={classes.note}>{note}</span>
          <span className={classes.buttons}>{buttons}</span>
        </footer>
      )}
    </Modal>
  )
}
