import type { Layout } from './layout.ts'

/** Each layout is a chunk of its own: a console loads the one it types in. */
const loaders = {
  us: () => import('./layouts/us.ts'),
  uk: () => import('./layouts/uk.ts'),
  de: () => import('./layouts/de.ts'),
  'de-ch': () => import('./layouts/de-ch.ts'),
  fr: () => import('./layouts/fr.ts'),
  'fr-be': () => import('./layouts/fr-be.ts'),
  'fr-ch': () => import('./layouts/fr-ch.ts'),
  es: () => import('./layouts/es.ts'),
  it: () => import('./layouts/it.ts'),
  pt: () => import('./layouts/pt.ts'),
  no: () => import('./layouts/no.ts'),
  fi: () => import('./layouts/fi.ts'),
  is: () => import('./layouts/is.ts'),
  jp: () => import('./layouts/jp.ts'),
  // Both Belgian layouts of CloudStack's list are one keyboard.
  'nl-be': () => import('./layouts/fr-be.ts'),
} satisfies Record<string, () => Promise<{ layout: Layout }>>

/** A value of the VM detail `keyboard`. */
export type LayoutName = keyof typeof loaders

/** Every layout with its name for people, in the order of a menu. */
export const layoutNames: readonly { value: LayoutName; label: string }[] = [
  { value: 'us', label: 'English (US)' },
  { value: 'uk', label: 'English (UK)' },
  { value: 'nl-be', label: 'Dutch (Belgium)' },
  { value: 'fi', label: 'Finnish' },
  { value: 'fr', label: 'French' },
  { value: 'fr-be', label: 'French (Belgium)' },
  { value: 'fr-ch', label: 'French (Switzerland)' },
  { value: 'de', label: 'German' },
  { value: 'de-ch', label: 'German (Switzerland)' },
  { value: 'is', label: 'Icelandic' },
  { value: 'it', label: 'Italian' },
  { value: 'jp', label: 'Japanese' },
  { value: 'no', label: 'Norwegian' },
  { value: 'pt', label: 'Portuguese' },
  { value: 'es', label: 'Spanish' },
]

/** The layout a VM's `keyboard` detail names; `us`, which is what a guest has when nobody chose, for anything else. */
export function layoutNamed(detail: string | undefined): LayoutName {
  return layoutNames.find(({ value }) => value === detail)?.value ?? 'us'
}

/** Rejects when the chunk cannot be loaded. */
export async function loadLayout(name: LayoutName): Promise<Layout> {
  return (await loaders[name]()).layout
}
