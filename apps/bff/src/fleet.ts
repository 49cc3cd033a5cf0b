import { CloudStackError } from '@stratoview/api-client/error'

export interface Page<Row> {
  rows: Row[]
  /** How many there are in all, as CloudStack counted at this page. */
  total: number
  /** CloudStack's clock, epoch ms. */
  date: number | undefined
}

/** Asks for one page; `plain` are the names of parameters to leave out. */
export type AskPage<Row> = (page: number, pagesize: number, without: readonly string[]) => Promise<Page<Row>>

export interface Opened<Row> {
  first: Page<Row>
  pagesize: number
  /** Parameters this role or server does not take: what they would have brought is missing, and the last line says so. */
  without: string[]
}

/** `Page size can't exceed max allowed page size value: 500` (recorded: `listSystemVms.pagesize-too-large`). */
const pageLimit = /page size value: (\d+)/

/**
 * The first page, and on what terms the rest can be had: CloudStack's own page limit where ours is above it, and
 * without those of `optional` (tried in order) that it refuses.
 */
export async function openFleet<Row>(
  ask: AskPage<Row>,
  pagesize: number,
  optional: readonly string[],
): Promise<Opened<Row>> {
  const attempt = async (size: number, without: string[]): Promise<Opened<Row>> => {
    try {
      return { first: await ask(1, size, without), pagesize: size, without }
    } catch (error) {
      if (!(error instanceof CloudStackError)) throw error
      const limit = Number(pageLimit.exec(error.message)?.[1])
      if (error.status === 431 && limit > 0 && limit < size) return attempt(limit, without)
      const next = optional[without.length]
      if (next === undefined || !isAboutAsking(error)) throw error
      return attempt(size, [...without, next]).catch((later: unknown) => {
        // What it said first names what is wrong; that CloudStack has gone away meanwhile is news.
        throw isAboutAsking(later) ? error : later
      })
    }
  }
  return attempt(pagesize, [])
}

/** 431 and 531 are about what was asked; anything else would only fail again. */
const isAboutAsking = (error: unknown): boolean => error instanceof CloudStackError && [431, 531].includes(error.status)

/**
 * Every page in order, the first included, with up to `inFlight` asked for ahead of the one being read: a reader that
 * does not read is not read for. Rows come once each. When the count shrank during the walk a row may have slipped over
 * a page's edge while we turned it, so the pages are walked once more for what is new.
 */
export async function* walkFleet<Row extends { id: string }>(
  ask: AskPage<Row>,
  { first, pagesize, without }: Opened<Row>,
  inFlight = 4,
): AsyncGenerator<Page<Row>> {
  const seen = new Set<string>()
  const fresh = (page: Page<Row>): Page<Row> => ({
    ...page,
    rows: page.rows.filter(({ id }) => !seen.has(id) && seen.add(id)),
  })
  let total = first.total
  let changed = false
  let shrank = false
  yield fresh(first)

  async function* from(start: number): AsyncGenerator<Page<Row>> {
    const asked: Promise<Page<Row>>[] = []
    for (let next = start; ;) {
      while (asked.length < inFlight && (next - 1) * pagesize < total) {
        const page = ask(next++, pagesize, without)
        page.catch(() => undefined) // it is awaited below, perhaps much later
        asked.push(page)
      }
      const page = await asked.shift()
      if (!page) return
      changed ||= page.total !== total
      shrank ||= page.total < total
      total = page.total
      yield fresh(page)
    }
  }

  yield* from(2)
  if (!shrank && !(changed && seen.size < total)) return
  for await (const page of from(1)) if (page.rows.length > 0) yield page
}
