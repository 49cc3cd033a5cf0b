import { expect, test, vi } from 'vitest'
import { type Call, createClient, methodOf } from './client.ts'
import { commands } from './index.ts'

test('a method hands its name, parameters and signal over and answers what comes back', async () => {
  const call = vi.fn<Call>().mockResolvedValue({ count: 0, router: [] })
  const { signal } = new AbortController()
  const cs = createClient(call)
  await expect(cs.listRouters({ listall: true }, signal)).resolves.toEqual({ count: 0, router: [] })
  expect(call).toHaveBeenCalledExactlyOnceWith('listRouters', { listall: true }, signal)
})

test('a method is one function with its own name: the key of a query', () => {
  const cs = createClient(() => Promise.resolve())
  expect(cs.listZones.name).toBe('listZones')
  expect(cs.listZones).toBe(cs.listZones)
})

test('a refusal comes through as it is', async () => {
  const refusal = new Error('no')
  const cs = createClient(() => Promise.reject(refusal))
  await expect(cs.stopRouter({ id: 'r-1' })).rejects.toBe(refusal)
})

test.each(Object.entries(commands))('%s travels as its kind does', (name, { kind }) => {
  expect(methodOf(name)).toBe(kind === 'list' || kind === 'get' ? 'GET' : 'POST')
})

test.each(['getUserKeys', 'getDiagnosticsData', 'login', 'logout'])('%s is never fetched by address', (name) => {
  expect(methodOf(name)).toBe('POST')
})
