import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { type Fleet, fleetRouters, FLEET_ROUTERS, keepRows, linesOf } from './fleet.ts'

/** A body that comes in these pieces. */
const pieces = (...parts: string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    }),
  )
async function read(response: Response) {
  const lines: { n: number | string }[] = []
  for await (const line of linesOf<{ n: number | string }>(response)) lines.push(line)
  return lines
}

test('lines are whole however they are cut, one byte at a time too', async () => {
  const text = '{"n":1}\n{"n":"é"}\n\n{"n":3}'
  const bytes = new TextEncoder().encode(text)
  const drip = new Response(
    new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    }),
  )
  const whole = [{ n: 1 }, { n: 'é' }, { n: 3 }]
  expect(await read(pieces(text))).toEqual(whole)
  expect(await read(drip)).toEqual(whole)
})

test('a body that breaks is a CloudStackError', async () => {
  const broken = new Response(
    new ReadableStream({
      pull: (controller) => controller.error(new TypeError('network')),
    }),
  )
  await expect(read(broken)).rejects.toMatchObject({ name: 'CloudStackError', code: 'unreachable' })
})

test('half a line, or a page that is no answer of ours, is a CloudStackError too', async () => {
  const why = { name: 'CloudStackError', code: 'unreachable' }
  await expect(read(pieces('{"n":1}\n{"n"'))).rejects.toMatchObject(why)
  await expect(read(pieces('<!doctype html>\n<title>502</title>'))).rejects.toMatchObject(why)
})

test('a row that says the same stays the same object', () => {
  const fleet = (rows: { id: string; state: string }[]) => ({ rows, total: rows.length, done: true, at: 0 })
  const before = fleet([
    { id: 'a', state: 'Running' },
    { id: 'b', state: 'Running' },
  ])
  const after = keepRows(
    before,
    fleet([
      { id: 'b', state: 'Stopped' },
      { id: 'a', state: 'Running' },
    ]),
  )
  expect(after.rows[1]).toBe(before.rows[0])
  expect(after.rows[0]).toEqual({ id: 'b', state: 'Stopped' })
})

const line = (of: object) => `${JSON.stringify(of)}\n`
const page = (from: number, count: number, total: number) =>
  line({ rows: Array.from({ length: count }, (_, at) => ({ id: `r-${from + at}` })), total })
const ended = line({ done: true })
const refused = line({ error: { status: 503, code: 'cloudstack', message: 'Not now' } })

/** Loads once for each answer; gives what was shown on the way as `shown of total`, and what stood at the end. */
async function loads(...answers: string[][]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const shown: string[] = []
  client.getQueryCache().subscribe(() => {
    const data = client.getQueryData<Fleet<{ id: string }>>([FLEET_ROUTERS])
    const now = data && `${data.rows.length} of ${data.total}${data.done ? '' : '…'}`
    if (now !== undefined && now !== shown.at(-1)) shown.push(now)
  })
  for (const answer of answers) {
    vi.stubGlobal('fetch', () => Promise.resolve(pieces(...answer)))
    await client.fetchQuery({ ...fleetRouters(), staleTime: 0 })
  }
  return { shown, end: client.getQueryData<Fleet<{ id: string }>>([FLEET_ROUTERS]) }
}
afterEach(() => vi.unstubAllGlobals())

test('the first page is shown while the others come', async () => {
  const { shown } = await loads([page(0, 2, 4), page(2, 2, 4), ended])
  expect(shown).toEqual(['2 of 4…', '4 of 4'])
})

test('a list whose rows have all come is whole, also when its last word fails to', async () => {
  const { end } = await loads([page(0, 4, 4), refused])
  expect(end).toMatchObject({ done: true, error: { message: 'Not now' } })
})

test('a list that broke off on the way is not whole, and one asked for again shrinks at no moment', async () => {
  const { shown, end } = await loads([page(0, 2, 6), page(2, 2, 6), refused], [page(0, 2, 6), page(2, 4, 6), ended])
  expect(shown).toEqual(['2 of 6…', '4 of 6…', '6 of 6'])
  expect(end).not.toHaveProperty('error')
})
