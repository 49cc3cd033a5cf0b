import type { Property } from '@stratoview/ui'

/** CloudStack's own word, to copy. */
export const monoProperty = (label: string, value: string | undefined): Property => ({
  label,
  value,
  mono: true,
  copy: value,
})
