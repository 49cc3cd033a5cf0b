import type { Handlers } from '../src/handler.ts'
import { handlers } from '../src/commands/index.ts'

/** Checked by the compiler alone: each line must be an error, and `@ts-expect-error` fails where it is none. */

const { stopRouter: _, ...withoutOne } = handlers
// @ts-expect-error a command without a handler
export const missing: Handlers = withoutOne

export const invented: Handlers = {
  ...handlers,
  // @ts-expect-error a handler without a command
  listNothing: () => ({ key: 'nothing', rows: [] }),
}

export const misnamed: Handlers = {
  ...handlers,
  // @ts-expect-error a parameter that the contract does not know
  listZones: ({ zone }, { world }) => ({ key: 'zone', rows: zone ? world.tables.zones : [] }),
}

export const misshapen: Handlers = {
  ...handlers,
  // @ts-expect-error rows of another family
  listZones: (_, { world }) => ({ key: 'zone', rows: world.tables.events }),
}

export const misfiled: Handlers = {
  ...handlers,
  // @ts-expect-error the wrong key
  listZones: (_, { world }) => ({ key: 'zones', rows: world.tables.zones }),
}
