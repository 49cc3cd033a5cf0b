import { ActionIcon, Button } from '@mantine/core'
import { ActionMenu, ChoiceMenu, ToggleChip } from '@stratoview/ui'
import { isLive } from '@stratoview/ui/console/phase.ts'
import type { Scale } from '@stratoview/ui/console/picture.ts'
import type { RemoteSession, SessionView } from '@stratoview/ui/console/remote-session.ts'
import {
  IconArrowsMaximize,
  IconCamera,
  IconChevronDown,
  IconExternalLink,
  IconPower,
  IconTypography,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './console.module.css'
import { KeysMenu } from './KeysMenu.tsx'
import { LatencyChip } from './LatencyChip.tsx'
import { copyPicture, savePicture } from './screenshot.ts'
import { rememberScale } from './sessions.ts'
import { powerOf, type ConsoleTarget } from './target.ts'

interface Props {
  session: RemoteSession
  view: SessionView
  vm: ConsoleTarget
  /** before the tools: what it is, where nothing else says so */
  title?: ReactNode
  typing: boolean
  onTyping(typing: boolean): void
  onPopOut?: () => void
  onFullScreen(): void
}

const scales: { value: Scale; label: string }[] = [
  { value: 'fit', label: 'Fit' },
  { value: 'actual', label: '1:1' },
  { value: 'follow', label: 'Follow window' },
]

/** What can be done to a console, by frequency of use. */
export function Toolbar({ session, view, vm, title, typing, onTyping, onPopOut, onFullScreen }: Props) {
  const scale = (value: string) => {
    session.fit(value as Scale)
    rememberScale(value as Scale)
  }
  return (
    <div className={classes.tools} role="toolbar" aria-label={`Console of ${vm.name}`}>
      {title}
      <KeysMenu session={session} view={view} vm={vm} />
      <Button
        aria-expanded={typing}
        leftSection={<IconTypography size={16} stroke={1.6} aria-hidden />}
        onClick={() => onTyping(!typing)}
      >
        Type text
      </Button>
      <ChoiceMenu label="Scale" options={scales} value={view.scale} onChange={scale} />
      <ToggleChip label="View only" on={view.watching} onChange={(on) => session.watch(on)} />
      <PowerMenu vm={vm} />
      <PictureMenu session={session} view={view} vm={vm} />
      <span className={classes.end}>
        <LatencyChip view={view} />
        {onPopOut && (
          <ActionIcon aria-label="Open in a window of its own" onClick={onPopOut}>
            <IconExternalLink size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon aria-label="Full screen" onClick={onFullScreen}>
          <IconArrowsMaximize size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </span>
    </div>
  )
}

const arrow = <IconChevronDown size={12} aria-hidden />

function PowerMenu({ vm }: { vm: ConsoleTarget }) {
  const entries = powerOf(vm.verbs)
  if (entries.length === 0) return null
  return (
    <ActionMenu label={`Power of ${vm.name}`} entries={entries}>
      <Button leftSection={<IconPower size={16} stroke={1.6} aria-hidden />} rightSection={arrow}>
        Power
      </Button>
    </ActionMenu>
  )
}

function PictureMenu({ session, view, vm }: Pick<Props, 'session' | 'view' | 'vm'>) {
  const none = !view.size || view.phase.at === 'in-use' ? 'There is no picture yet' : false
  const camera = <IconCamera size={16} stroke={1.6} aria-hidden />
  const moment = isLive(view.phase) ? 'as it is now' : 'the last picture'
  return (
    <ActionMenu
      label="Screenshot"
      entries={[
        {
          label: 'Save as a file',
          hint: `PNG, ${moment}`,
          disabled: none,
          onSelect: () => void savePicture(session, vm.name),
        },
        {
          label: 'Copy to the clipboard',
          hint: `As a picture, ${moment}`,
          disabled: none,
          onSelect: () => void copyPicture(session),
        },
      ]}
    >
      <Button leftSection={camera} rightSection={arrow}>
        Screenshot
      </Button>
    </ActionMenu>
  )
}
