import { expect, test } from 'vitest'
import { pooled } from '../src/pool.ts'

test('so many at a time, begun in their order', async () => {
  let now = 0
  let most = 0
  const begun: number[] = []
  await pooled([5, 1, 4, 2, 3, 0], 3, async (n) => {
    begun.push(n)
    most = Math.max(most, ++now)
    for (let turn = 0; turn < n; turn += 1) await Promise.resolve()
    now -= 1
  })
  expect(begun).toEqual([5, 1, 4, 2, 3, 0])
  expect([most, now]).toEqual([3, 0])
})

test('all of it is done whatever becomes of one, and the worst is told', async () => {
  const done: number[] = []
  const work = async (n: number) => {
    await Promise.resolve()
    done.push(n)
    if (n === 1) throw new RangeError('mild')
    if (n === 3) throw new TypeError('worse')
  }
  await expect(pooled([1, 2, 3, 4], 2, work, (error) => error instanceof RangeError)).rejects.toThrow('worse')
  await expect(pooled([1, 2], 2, work, (error) => error instanceof RangeError)).rejects.toThrow('mild')
  expect(done).toEqual([1, 2, 3, 4, 1, 2])
})
