import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Task } from './jobs-store.ts'

const place = 'stratoview.tasks.u'
const storage = new Map<string, string>()

beforeEach(() => {
  storage.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, text: string) => void storage.set(key, text),
  })
})
afterEach(() => vi.unstubAllGlobals())

const task = (key: string, state: Task['state'] = 'running'): Task => ({
  key,
  batch: key,
  label: 'Stop',
  command: 'stopRouter',
  params: {},
  touches: [],
  object: { type: 'DomainRouter', id: key, name: key },
  state,
  started: Date.now(),
})

/** The store as a tab of its own has it. */
async function tab() {
  vi.resetModules()
  const store = await import('./jobs-store.ts')
  store.openTasks('u')
  return store
}
const keys = (tasks: readonly Task[]) => tasks.map(({ key }) => key)
const kept = () => keys(JSON.parse(storage.get(place) ?? '[]') as Task[])

test('what two tabs start is kept of both, and each shows what it had and started', async () => {
  const one = await tab()
  const two = await tab()
  one.addTasks([task('a')])
  two.addTasks([task('b')])
  one.patchTask('a', { state: 'done', ended: Date.now() })
  expect(kept().toSorted()).toEqual(['a', 'b'])
  expect(keys(one.allTasks())).toEqual(['a'])
  expect(keys((await tab()).allTasks()).toSorted()).toEqual(['a', 'b'])
})

test('what was cleared does not come back, and another tab’s is not cleared with it', async () => {
  const one = await tab()
  const two = await tab()
  one.addTasks([task('a', 'done')])
  two.addTasks([task('b', 'done')])
  one.clearEnded()
  one.addTasks([task('c')])
  expect(kept().toSorted()).toEqual(['b', 'c'])
})

test.each(['not json', '{"a":1}', '[null, 5, "x"]', '[{}]'])('%s in the storage is nobody’s task', async (text) => {
  storage.set(place, text)
  expect((await tab()).allTasks()).toEqual([])
})

test('a browser that keeps nothing still shows what was started', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError')
    },
    setItem: () => {
      throw new DOMException('denied', 'SecurityError')
    },
  })
  const store = await tab()
  store.addTasks([task('a')])
  expect(keys(store.allTasks())).toEqual(['a'])
})
