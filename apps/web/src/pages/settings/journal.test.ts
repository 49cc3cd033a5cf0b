import { describe, expect, test } from 'vitest'
import { type Entry, parseJournal, waiting } from './journal.ts'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`)
const entry = (clock: string, name: string, from: string, to: string, restart = true): Entry => ({
  at: at(clock),
  by: 'admin',
  name,
  where: '',
  from,
  to,
  reset: false,
  restart,
})
const started = (clock: string) => ({ lastserverstart: `2026-11-23T${clock}:00+0000` })

describe('what waits for a restart', () => {
  const entries = [entry('11:00', 'a', '2', '3'), entry('10:00', 'a', '1', '2'), entry('10:30', 'b', 'x', 'y', false)]

  test('is what was changed since a management server started, told once with the value still in force', () => {
    expect(waiting(entries, [started('09:00')])).toEqual([{ ...entries[0], from: '1' }])
  })
  test('is over when every management server has started since', () => {
    expect(waiting(entries, [started('11:30')])).toEqual([])
    expect(waiting(entries, [started('11:30'), started('09:00')])).toHaveLength(1)
  })
  test('is only what came after the start', () => {
    expect(waiting(entries, [started('10:30')])).toEqual([entries[0]])
  })
  test('is nothing when the old value stands again', () => {
    expect(waiting([entry('11:00', 'a', '2', '1'), entry('10:00', 'a', '1', '2')], [started('09:00')])).toEqual([])
  })
  test('is everything when nobody says when the servers started', () => {
    expect(waiting(entries, undefined)).toHaveLength(1)
    expect(waiting(entries, [{}])).toHaveLength(1)
  })
})

test('a journal from elsewhere is read as far as it can be', () => {
  expect(parseJournal('nonsense')).toEqual([])
  expect(parseJournal('{"at":1}')).toEqual([])
  const one = entry('10:00', 'a', '1', '2')
  expect(parseJournal(JSON.stringify([one, { name: 'b' }, null]))).toEqual([one])
  expect(parseJournal(undefined)).toEqual([])
})
