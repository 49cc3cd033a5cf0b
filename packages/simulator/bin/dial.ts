import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Socket } from 'node:net'
import type { Dial } from '../src/index.ts'

/** Connects a simulated console proxy to a real VNC server, such as Xtigervnc or QEMU. */
export const dial: Dial = ({ host, port }, end) => {
  let socket: Socket = connect({ host, port, noDelay: true })
  const listen = () => {
    socket.on('data', (data: Buffer) => end.data(data))
    socket.on('close', () => end.end())
    // A connection that breaks ends; `close` follows.
    socket.on('error', () => socket.destroy())
  }
  socket.on('connect', () => end.open())
  listen()
  return {
    write: (bytes) => socket.write(bytes),
    startTls: (ready) => {
      const plain = socket
      plain.removeAllListeners('data')
      plain.removeAllListeners('close')
      // The real proxy trusts what its agent's key store says; the servers of a test sign for themselves.
      socket = connectTls({ socket: plain, rejectUnauthorized: false }, ready)
      listen()
    },
    close: () => socket.destroy(),
  }
}
