import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { ConsoleConnection, ConsolePeer, Simulator } from '../src/index.ts'

/** Larger messages than any proxy takes must still reach it, for it to refuse them. */
const largest = 8 * 1_048_576
const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 }

const bytesOf = (data: RawData): Uint8Array =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : Array.isArray(data) ? Buffer.concat(data) : data

/** A WebSocket on the other side of a simulated console proxy. */
class SocketPeer implements ConsolePeer {
  #socket: WebSocket | undefined

  attach(socket: WebSocket, connection: ConsoleConnection): void {
    this.#socket = socket
    const now = () => performance.now()
    socket.on('message', (data, binary) => {
      connection.frame(bytesOf(data), binary ? opcodes.binary : opcodes.text, now())
    })
    socket.on('ping', (data) => connection.frame(data, opcodes.ping, now()))
    socket.on('pong', (data) => connection.frame(data, opcodes.pong, now()))
    socket.on('close', () => connection.close())
    // What breaks a connection ends it too; `close` follows.
    socket.on('error', () => socket.terminate())
  }

  message(bytes: Uint8Array): void {
    this.#socket?.send(bytes, { binary: true })
  }
  close(code: number, reason: string): void {
    this.#socket?.close(code, reason)
  }
  drop(): void {
    this.#socket?.terminate()
  }
}

/** One WebSocket server that takes permessage-deflate and one that does not; `binary` is answered by us, offered or not. */
function upgrader(perMessageDeflate: boolean): WebSocketServer {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate,
    maxPayload: largest,
    handleProtocols: () => false,
  })
  server.on('headers', (headers, request: IncomingMessage & { protocol?: string | undefined }) => {
    if (request.protocol !== undefined) headers.push(`Sec-WebSocket-Protocol: ${request.protocol}`)
  })
  return server
}

/** Jetty holds Host against the server name only where its certificate has that name. */
function knownServerName(socket: Duplex, certificate: X509Certificate | undefined): string | undefined {
  const name = socket instanceof TLSSocket ? socket.servername : undefined
  return name && certificate?.checkHost(name) ? name : undefined
}

/** Where a real proxy serves CloudStack's own pages, on ports 80 and 443, there is a sentence. */
function page(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const own = /^\/(resource\/noVNC\/vnc\.html|ajax)\?/.test(incoming.url ?? '')
  outgoing.writeHead(own ? 200 : 404, { 'content-type': 'text/html' })
  outgoing.end(own ? "<!doctype html><title>Console</title><p>Here is CloudStack's own console page." : '')
}

/** The console proxies' port, all of them on one. `tls`: the files of a certificate and its key. */
export function consoleServer(simulator: Simulator, tls?: { cert: string; key: string }): Server {
  const files = tls && { cert: readFileSync(tls.cert), key: readFileSync(tls.key) }
  const certificate = files && new X509Certificate(files.cert)
  const server = files ? createTlsServer(files, page) : createServer(page)
  const upgraders = { true: upgrader(true), false: upgrader(false) }
  server.on('upgrade', (request: IncomingMessage & { protocol?: string | undefined }, socket: Duplex, head: Buffer) => {
    const peer = new SocketPeer()
    // It ends by itself; unheard, a client that breaks off would end the process.
    socket.on('error', () => socket.destroy())
    const { host, 'sec-websocket-protocol': offered = '' } = request.headers
    const opened = simulator.console.open(
      {
        url: `${files ? 'wss' : 'ws'}://${host ?? 'localhost'}${request.url}`,
        headers: { host },
        protocols: offered.split(',').map((one) => one.trim()),
        servername: knownServerName(socket, certificate),
        address: request.socket.remoteAddress,
        now: () => performance.now(),
      },
      peer,
    )
    if (opened.status === 0) return void socket.destroy()
    if (opened.status === 400) {
      const page = `<h1>Bad Message 400</h1><pre>reason: ${opened.reason}</pre>`
      return void socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${page}`)
    }
    request.protocol = opened.protocol
    const { connection } = opened
    socket.on('close', () => connection.close())
    upgraders[`${opened.deflate}`].handleUpgrade(request, socket, head, (websocket) =>
      peer.attach(websocket, connection),
    )
  })
  return server as Server
}
