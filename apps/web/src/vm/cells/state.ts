import type { StateBadgeProps } from '@stratoview/ui'

const tones: Record<string, StateBadgeProps['tone']> = {
  Running: 'ok',
  Stopped: 'off',
  Shutdown: 'off',
  Shutdowned: 'off',
  Starting: 'moving',
  Stopping: 'moving',
  Migrating: 'moving',
  Expunging: 'moving',
  Destroyed: 'off',
  Error: 'error',
}

/** How a VM's state is drawn. A word we do not know is drawn as unknown, beside itself. */
export const toneOf = (state: string): StateBadgeProps['tone'] => tones[state] ?? 'unknown'
