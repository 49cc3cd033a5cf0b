/**
 * What `work` makes of each, in their order, with so many at work at a time. Rejects with the first failure; none is begun
 * after it.
 */
export async function atMost<T, R>(many: number, items: readonly T[], work: (item: T) => R | Promise<R>): Promise<R[]> {
  const results: R[] = []
  const rest = items.entries()
  let failed = false
  const worker = async () => {
    for (const [index, item] of rest) {
      if (failed) return
      try {
        results[index] = await work(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(many, items.length) }, worker))
  return results
}
