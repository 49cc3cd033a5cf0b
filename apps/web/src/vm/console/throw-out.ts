import { openWay, readWord, type ConsoleOf } from './way.ts'

/** Milliseconds from the question to the proxy's greeting. */
const patience = 25_000

/**
 * Ends a session that did not come through us. CloudStack has no command for it, but a VM shows its screen to one at a
 * time: we open it for a moment, which throws the viewer out, and leave. Rejects with what was said when that fails.
 */
export async function throwOut(vm: ConsoleOf): Promise<void> {
  const way = await openWay(vm, { takeover: true, viewOnly: true, replaces: undefined })
  if (way.mode !== 'relay') throw new Error('Its screen is not opened by Stratoview, so the session cannot be ended.')
  const socket = new WebSocket(way.url, ['binary'])
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('The console proxy did not answer in time.')), patience)
  socket.addEventListener('close', ({ reason }) => reject(new Error(reason || 'The connection broke.')))
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    // Once it greets us the proxy has dropped whoever was there. The relay finishes the greeting whatever we do.
    const word = typeof data === 'string' ? readWord(data) : undefined
    if (word?.type === 'state' && word.state === 'connected') resolve()
  })
  try {
    await promise
  } finally {
    clearTimeout(timer)
    socket.close()
  }
}
