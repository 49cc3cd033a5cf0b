import { expect, test } from 'vitest'
import { atMost } from '../src/at-most.ts'

test('so many at a time, in their order', async () => {
  let now = 0
  let most = 0
  const doubled = await atMost(3, [5, 1, 4, 2, 3, 0], async (n) => {
    most = Math.max(most, ++now)
    for (let turn = 0; turn < n; turn += 1) await Promise.resolve()
    now -= 1
    return n * 2
  })
  expect(doubled).toEqual([10, 2, 8, 4, 6, 0])
  expect(most).toBe(3)
  expect(await atMost(3, [], () => 1)).toEqual([])
})

test('after a failure none is begun any more', async () => {
  const begun: number[] = []
  const all = atMost(2, [0, 1, 2, 3, 4, 5], async (n) => {
    begun.push(n)
    await Promise.resolve()
    if (n === 1) throw new RangeError('one')
  })
  await expect(all).rejects.toThrow('one')
  expect(begun.length).toBeLessThan(5)
})
