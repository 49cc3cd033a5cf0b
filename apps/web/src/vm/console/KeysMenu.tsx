import { Button } from '@mantine/core'
import { ActionMenu, ConfirmModal, type MenuEntry } from '@stratoview/ui'
import { combinations, ctrlAltDel, virtualTerminals, type Modifier } from '@stratoview/ui/console/keys.ts'
import { isLive } from '@stratoview/ui/console/phase.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { IconChevronDown, IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'

interface Props {
  session: RemoteSession
  view: SessionView
  name: string
}

const held: readonly Modifier[] = ['Ctrl', 'Alt', 'Shift', 'Super']

/** Keys that the browser or the reader's own system would keep for itself. */
export function KeysMenu({ session, view, name }: Props) {
  const [asked, setAsked] = useState(false)
  const usable = isLive(view.phase) && !view.watching
  const entries = (): MenuEntry[] => [
    { label: `${ctrlAltDel.label}…`, hint: 'Most systems restart by it', onSelect: () => setAsked(true) },
    ...combinations.map((one) => ({ label: one.label, onSelect: () => session.press(one) })),
    { heading: 'Hold down' },
    ...held.map((one) => ({
      label: `Hold ${one}`,
      checked: view.held.includes(one),
      onSelect: () => session.hold(one, !view.held.includes(one)),
    })),
    { heading: 'Text terminals' },
    ...virtualTerminals.map((one) => ({ label: one.label, onSelect: () => session.press(one) })),
  ]
  return (
    <>
      <ActionMenu label={`Keys for ${name}`} entries={entries}>
        <Button
          disabled={!usable}
          leftSection={<IconKeyboard size={16} stroke={1.6} aria-hidden />}
          rightSection={<IconChevronDown size={12} aria-hidden />}
        >
          Keys
        </Button>
      </ActionMenu>
      <ConfirmModal
        opened={asked}
        title={
          <>
            Send Ctrl-Alt-Del to <code>{name}</code>?
          </>
        }
        lead="Most Linux systems restart at once by it."
        consequence="What runs on it is interrupted. Windows shows its sign-in screen instead."
        verb="Send Ctrl-Alt-Del"
        danger
        keep="Don’t send it"
        onConfirm={() => session.press(ctrlAltDel)}
        onClose={() => setAsked(false)}
      />
    </>
  )
}
