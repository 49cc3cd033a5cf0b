import { capacity } from './capacity.ts'
import { consoles } from './consoles.ts'
import type { Curated, CuratedGroup } from './curated.ts'
import { diagnostics } from './diagnostics.ts'
import { health } from './health.ts'
import { routers } from './routers.ts'
import { templates } from './templates.ts'

export const groups: readonly CuratedGroup[] = [health, consoles, diagnostics, templates, routers, capacity]

const all = groups.flatMap(({ parts }) => parts.flatMap(({ settings }) => settings))
const byName: ReadonlyMap<string, Curated> = new Map(all.map((one) => [one.name, one]))

export const curatedOf = (name: string): Curated | undefined => byName.get(name)
