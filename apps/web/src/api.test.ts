import { afterEach, expect, test, vi } from 'vitest'
import { cs, read } from './api.ts'
import { awaitSignIn, signedInAgain } from './signed-out.ts'

/** Answers one after the other, whatever is asked. */
function answers(...all: (Response | Promise<Response>)[]) {
  const asked = vi.fn(() => Promise.resolve(all.shift() ?? Response.error()))
  vi.stubGlobal('fetch', asked)
  return asked
}
afterEach(() => vi.unstubAllGlobals())

const refusal = { status: 431, code: 'cloudstack', message: 'no such id', command: 'stopRouter' }

test('a refusal is told in the words of whoever refused', async () => {
  answers(Response.json({ error: refusal }, { status: 431 }))
  await expect(cs.stopRouter({ id: 'x' })).rejects.toMatchObject({ name: 'CloudStackError', ...refusal })
})

test.each([
  ['an error page', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ['JSON of somebody else', () => Response.json({ error: 'Bad gateway' }, { status: 502 })],
  ['JSON null', () => Response.json(null, { status: 502 })],
])('%s from between is an error of the connection', async (_, answer) => {
  answers(answer())
  await expect(read('/api/consoles')).rejects.toMatchObject({ name: 'CloudStackError', status: 502, code: 'offline' })
})

test.each([
  ['a page', () => new Response('<!doctype html>')],
  ['half an answer', () => new Response('{"zone":[')],
])('%s instead of an answer is a CloudStackError, so that nobody waits for it for ever', async (_, answer) => {
  answers(answer())
  await expect(cs.listZones({})).rejects.toMatchObject({ name: 'CloudStackError', code: 'unreachable' })
})

test('what meets the end of the session waits, and is asked again when the user is back', async () => {
  const asked = answers(Response.json({ error: refusal }, { status: 401 }), Response.json({ fine: true }))
  const answer = read('/api/rollouts')
  await new Promise((resolve) => setTimeout(resolve))
  expect(asked).toHaveBeenCalledTimes(1)
  signedInAgain()
  expect(await answer).toEqual({ fine: true })
  expect(asked).toHaveBeenCalledTimes(2)
})

test('a 401 that comes after the user is back asks nobody to sign in once more', async () => {
  const late = Promise.withResolvers<Response>()
  answers(late.promise, Response.json({ fine: true }))
  const answer = read('/api/rollouts')
  const prompt = awaitSignIn()
  signedInAgain()
  await prompt
  late.resolve(Response.json({ error: refusal }, { status: 401 }))
  expect(await answer).toEqual({ fine: true })
})
