import { Button } from '@mantine/core'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { IconCamera } from '@tabler/icons-react'
import { savePicture } from './screenshot.ts'

/** Keeps the last picture as a file. */
export function SaveButton({ session, view }: { session: RemoteSession; view: SessionView }) {
  if (!view.size) return null
  return (
    <Button
      leftSection={<IconCamera size={16} stroke={1.6} aria-hidden />}
      onClick={() => void savePicture(session, view.name ?? 'console')}
    >
      Save picture
    </Button>
  )
}
