import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { StateCard } from './StateCard.tsx'

/** The picture is in another window of ours; the tools here go on working on it. */
export function InWindow({ shownIn }: { shownIn: Window }) {
  return (
    <StateCard
      icon={IconExternalLink}
      title="Shown in a window of its own"
      buttons={
        <>
          <Button variant="filled" onClick={() => shownIn.close()}>
            Bring it back here
          </Button>
          <Button onClick={() => shownIn.focus()}>Show that window</Button>
        </>
      }
      note="It comes back here when that window is closed. When this page is closed, that window opens the console anew."
    >
      <p>It is the same session: nothing was opened anew, and nobody was asked.</p>
    </StateCard>
  )
}
