import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { overNetwork, type Transport } from '../src/transport.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

/** A server, how often it was connected to, and one call to it. */
async function serving(answer: RequestListener, transport: Transport) {
  const connections: Socket[] = []
  const server = createServer(answer)
  server.on('connection', (socket) => connections.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/api?a=b`
  const call = async (signal = new AbortController().signal) => {
    const reply = await transport({ url, headers: { cookie: 'a=b' }, body: 'command=x', signal })
    let text = ''
    for await (const chunk of reply.body ?? []) text += Buffer.from(chunk).toString()
    return { ...reply, text }
  }
  return { call, connections }
}

test('a call is one POST with what it was given, and its answer comes as it is', async () => {
  const { call } = await serving((request, answer) => {
    answer.writeHead(531, { 'set-cookie': ['a=1; Path=/', 'b=2'], date: 'Mon, 23 Nov 2026 08:00:00 GMT' })
    answer.write(`${request.method} ${request.url} ${request.headers.cookie} ${request.headers['content-length']} `)
    request.pipe(answer)
  }, overNetwork())
  const { status, headers, text } = await call()
  expect([status, text]).toEqual([531, 'POST /client/api?a=b a=b 9 command=x'])
  expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2'])
  expect([headers.get('date'), headers.get('x-none')]).toEqual(['Mon, 23 Nov 2026 08:00:00 GMT', null])
})

test('a connection is used again, but not once it was idle so long that the other end may be closing it', async () => {
  const { call, connections } = await serving((_, answer) => answer.end('{}'), overNetwork(100))
  await call()
  await call()
  expect(connections).toHaveLength(1)
  await expect.poll(() => connections[0]!.destroyed).toBe(true)
  await call()
  expect(connections).toHaveLength(2)
})

test('a call that takes longer than a connection may be idle is waited for', async () => {
  const { call } = await serving((_, answer) => void setTimeout(() => answer.end('{}'), 150), overNetwork(30))
  expect((await call()).text).toBe('{}')
})

test('a call that is given up ends with the reason, and its connection with it', async () => {
  const { call, connections } = await serving(() => undefined, overNetwork())
  const cancel = new AbortController()
  const asked = call(cancel.signal)
  await expect.poll(() => connections.length).toBe(1)
  cancel.abort(new RangeError('enough'))
  await expect(asked).rejects.toThrow('enough')
  await expect.poll(() => connections[0]!.destroyed).toBe(true)
  await expect(call(AbortSignal.abort(new RangeError('too late')))).rejects.toThrow('too late')
})
