import { afterEach, expect, test, vi } from 'vitest'
import { dropBundle, fetchBundle } from './bundles.ts'

afterEach(() => vi.unstubAllGlobals())

/** Downloads that go on until they are broken off. */
function downloads(): AbortSignal[] {
  const signals: AbortSignal[] = []
  vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
    signals.push(signal)
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  })
  return signals
}

test('a download that was broken off and begun again can be broken off again', async () => {
  const signals = downloads()
  const first = fetchBundle('job-1')
  dropBundle('job-1')
  const second = fetchBundle('job-1')
  await first
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  dropBundle('job-1')
  await second
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})
