/**
 * Does the work for each, so many at a time, and all of it whatever becomes of one: nothing goes on behind our back.
 * Throws what happened to one of them, rather what isn't mild.
 */
export async function pooled<T>(
  of: Iterable<T>,
  atOnce: number,
  work: (one: T) => Promise<void>,
  isMild: (error: unknown) => boolean = () => false,
): Promise<void> {
  const left = [...of]
  const failures: unknown[] = []
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await work(next).catch((error: unknown) => void failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, worker))
  const worst = failures.find((error) => !isMild(error)) ?? failures[0]
  if (worst !== undefined) throw worst
}
