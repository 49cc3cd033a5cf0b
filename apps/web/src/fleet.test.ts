import { expect, test } from 'vitest'
import { keepRows, linesOf } from './fleet.ts'

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
