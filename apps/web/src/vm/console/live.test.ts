import { afterEach, expect, test, vi } from 'vitest'
import { endOurs } from './live.ts'

afterEach(() => vi.unstubAllGlobals())

const refuses = (status: number) =>
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ error: { status, code: 'x', message: 'no' } }, { status })),
  )

test('a console that has ended meanwhile is ended; any other refusal is told', async () => {
  refuses(404)
  await expect(endOurs('c-1')).resolves.toBeUndefined()
  refuses(403)
  await expect(endOurs('c-1')).rejects.toMatchObject({ status: 403 })
})
