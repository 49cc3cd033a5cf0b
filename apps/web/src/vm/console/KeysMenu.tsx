import { Button } from '@mantine/core'
import { ActionMenu, ConfirmModal, type MenuEntry } from '@stratoview/ui'
import { allModifiers, combinations, ctrlAltDel, virtualTerminals } from '@stratoview/ui/console/keys.ts'
import { isLive } from '@stratoview/ui/console/phase.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import { IconChevronDown, IconKeyboard } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useOwnKeys } from './own-keys.ts'
import { powerOf, type ConsoleTarget } from './target.ts'

const OwnKeysDialog = lazy(async () => ({ default: (await import('./OwnKeysDialog.tsx')).OwnKeysDialog }))

interface Props {
  session: RemoteSession
  view: SessionView
  vm: ConsoleTarget
}

/** Keys that the browser or the reader's own system would keep for itself. */
export function KeysMenu({ session, view, vm }: Props) {
  const [asked, setAsked] = useState(false)
  const [editing, setEditing] = useState(false)
  const own = useOwnKeys()
  const usable = isLive(view.phase) && !view.watching
  const entries = (): MenuEntry[] => [
    { label: `${ctrlAltDel.label}…`, hint: 'Most systems restart by it', onSelect: () => setAsked(true) },
    ...combinations.map((one) => ({ label: one.label, onSelect: () => session.press(one) })),
    { heading: 'Your own' },
    ...own.map((one) => ({ label: one.label, onSelect: () => session.press(one) })),
    { label: own.length > 0 ? 'Change your own…' : 'Add one of your own…', onSelect: () => setEditing(true) },
    { heading: 'Hold down' },
    ...allModifiers.map((one) => ({
      label: `Hold ${one}`,
      checked: view.held.includes(one),
      onSelect: () => session.hold(one, !view.held.includes(one)),
    })),
    { heading: 'Text terminals' },
    ...virtualTerminals.map((one) => ({ label: one.label, onSelect: () => session.press(one) })),
  ]
  return (
    <>
      <ActionMenu label={`Keys for ${vm.name}`} entries={entries}>
        <Button
          disabled={!usable}
          leftSection={<IconKeyboard size={16} stroke={1.6} aria-hidden />}
          rightSection={<IconChevronDown size={12} aria-hidden />}
        >
          Keys
        </Button>
      </ActionMenu>
      {editing && (
        <Suspense fallback={null}>
          <OwnKeysDialog onClose={() => setEditing(false)} />
        </Suspense>
      )}
      <ConfirmModal
        opened={asked}
        title={
          <>
            Send Ctrl-Alt-Del to <code>{vm.name}</code>?
          </>
        }
        lead="Most Linux systems restart at once by it."
        {...(vm.kind === 'router'
          ? routerLoses(vm, () => setAsked(false))
          : { consequence: 'What runs on it is interrupted. Windows shows its sign-in screen instead.' })}
        verb="Send Ctrl-Alt-Del"
        danger
        keep="Don’t send it"
        onConfirm={() => session.press(ctrlAltDel)}
        onClose={() => setAsked(false)}
      />
    </>
  )
}

/** The guide's warning: a virtual router that is restarted from the hypervisor's console comes back without iptables rules. */
function routerLoses(vm: ConsoleTarget, answered: () => void) {
  const consequence =
    'A virtual router that restarts from its own console loses all its iptables rules: no firewall, no port forwarding, no address translation until CloudStack applies them again.'
  const reboot = powerOf(vm.verbs).find(({ label, disabled }) => label.startsWith('Reboot') && !disabled)
  if (reboot === undefined) return { consequence }
  return {
    consequence,
    safer: {
      title: 'Reboot it through CloudStack instead',
      text: 'Its rules and leases are applied again at the start.',
      button: reboot.label,
      onSelect: () => {
        answered()
        reboot.onSelect()
      },
    },
  }
}
