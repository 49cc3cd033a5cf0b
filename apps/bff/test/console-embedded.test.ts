import { expect, test } from 'vitest'
import { mostUnread, overEmbedded, type OpenConsole } from '../src/console/embedded.ts'
import type { Socket } from '../src/console/socket.ts'
import { settle } from './console.ts'

/** A proxy of this process, and our end of it. */
async function connected() {
  let peer: Parameters<OpenConsole>[1] | undefined
  let closings = 0
  const open: OpenConsole = (_, to) => {
    peer = to
    return { status: 101, connection: { frame: () => undefined, close: () => (closings += 1) } }
  }
  const opened = Promise.withResolvers<Socket>()
  const target = { host: '192.0.2.3', port: 8080, secure: false, path: 'p', token: 't', extra: 'e', zones: [] }
  const failed = () => opened.reject(new Error('not opened'))
  overEmbedded(open, { now: () => 0 })(target, { opened: (socket) => opened.resolve(socket), failed })
  const socket = await opened.promise
  const heard: (number | string)[] = []
  socket.listen({
    message: ({ length }) => heard.push(length),
    sent: () => undefined,
    pong: () => undefined,
    closed: (code, reason) => heard.push(code, reason),
  })
  return { peer: peer!, socket, heard, closings: () => closings }
}

test('what comes while nobody reads is held, in order, and so is the end', async () => {
  const { peer, socket, heard } = await connected()
  socket.pause()
  peer.message(new Uint8Array(3))
  peer.message(new Uint8Array(5))
  peer.close(1001, 'idle')
  await settle()
  expect(heard).toEqual([])
  socket.resume()
  await settle()
  expect(heard).toEqual([3, 5, 1001, 'idle'])
})

test('a proxy whose pictures pile up unread is hung up on, and not one whose pictures are read', async () => {
  const { peer, socket, heard, closings } = await connected()
  const picture = new Uint8Array(mostUnread / 2)
  for (let shown = 0; shown < 4; shown += 1) {
    peer.message(picture)
    await settle()
  }
  expect([heard.length, closings()]).toEqual([4, 0])
  socket.pause()
  for (let shown = 0; shown < 4; shown += 1) peer.message(picture)
  expect(closings()).toBe(1)
  socket.resume()
  await settle()
  expect(heard.slice(4)).toEqual([1006, 'too much was left unread'])
})
