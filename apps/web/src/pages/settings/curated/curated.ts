/** What we know of a setting beyond what CloudStack lists. Names and defaults are never ours: they come from the list. */
export interface Curated {
  /** As CloudStack names it. */
  name: string
  /** What it does, in one sentence. */
  what: string
  /** "minutes", "%", "MB". */
  unit?: string
  /** What makes sense; the server itself takes any number of the right type. */
  range?: Range
  /** What 0 does. */
  zero?: string
  /** How a value in force reaches what it is about: "Routers get it with the next push of their configuration." */
  reaches?: string
  /** A list of health checks to pick from. */
  picks?: 'scripts' | 'checks'
  /** Worth knowing before it is changed. */
  beware?: string
}

export interface Range {
  min?: number
  max?: number
}

export interface CuratedGroup {
  /** Also the tab in the URL. */
  id: string
  label: string
  parts: readonly CuratedPart[]
}

export interface CuratedPart {
  title: string
  /** What the settings of this part have to do with each other. */
  about?: string
  settings: readonly Curated[]
}
