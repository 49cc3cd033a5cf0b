import { createServer, type Server } from 'node:http'
import { createSimulator, demoKeys } from '../src/index.ts'
import { consoleServer } from './consoles.ts'
import { control } from './control.ts'
import { dial } from './dial.ts'
import { send, TooLarge, toRequest } from './http.ts'

/** How often the worlds' clocks follow real time, ms. */
const tick = 200

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function portOf(listener: Server): number {
  const address = listener.address()
  return typeof address === 'object' && address ? address.port : 0
}

function numberOf(name: string, otherwise: number | undefined, least: number, most: number): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return otherwise
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  return fail(`${name} is ${JSON.stringify(text)}, but must be a whole number from ${least} to ${most}.`)
}

const port = numberOf('SIM_PORT', 8081, 0, 65_535)
const consolePort = numberOf('SIM_CONSOLE_PORT', undefined, 0, 65_535)
const routers = numberOf('SIM_ROUTERS', undefined, 0, 100_000)
const host = process.env.HOST || '127.0.0.1'
const clock = process.env.SIM_CLOCK || 'real'
if (clock !== 'real' && clock !== 'manual') fail(`SIM_CLOCK is ${JSON.stringify(clock)}, but must be real or manual.`)

const [cert, key] = process.env.SIM_CONSOLE_TLS?.split(':') ?? []
if (process.env.SIM_CONSOLE_TLS && (!cert || !key)) fail('SIM_CONSOLE_TLS names two files: certificate:key.')
const tls = cert && key ? { cert, key } : undefined

const simulator = createSimulator({
  ...(clock === 'real' ? { epoch: Date.now() } : {}),
  routers,
  listening: () => ({ host: process.env.SIM_CONSOLE_HOST || host, port: portOf(consoles), tls: tls !== undefined }),
  dial,
})
const consoles = consoleServer(simulator, tls)

if (clock === 'real') {
  let last = Date.now()
  setInterval(() => {
    const now = Date.now()
    simulator.control.advance(now - last)
    last = now
  }, tick).unref()
}

const server = createServer((incoming, outgoing) => {
  const answer = async () => {
    if (await control(simulator, incoming, outgoing)) return
    await send(await simulator.fetch(await toRequest(incoming)), outgoing)
  }
  answer().catch((error: unknown) => {
    if (error instanceof TooLarge) {
      outgoing.writeHead(413, { 'content-type': 'text/plain' })
      outgoing.end(error.message)
      return
    }
    // The fault "refuse" breaks the connection, as a server that is gone would.
    if (!(error instanceof TypeError && error.message === 'fetch failed')) console.error(error)
    incoming.socket.destroy()
  })
})

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') {
    fail(`Port ${port} of ${host} is taken: stop what listens there, or set SIM_PORT to another.`)
  }
  if (error.code === 'EACCES') fail(`Port ${port} may not be opened by this user: set SIM_PORT to one above 1023.`)
  fail(`The simulator cannot listen on ${host}: ${error.message}`)
})

consoles.on('error', (error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE'
  // Nobody asked for this port, and endpoints tell the one that is used.
  if (taken && consolePort === undefined) consoles.listen(0, host)
  else fail(`The console proxies cannot listen on port ${consolePort} of ${host}: ${error.message}`)
})
consoles.on('listening', () => server.listen(port, host))
consoles.listen(consolePort ?? (port && port + 100), host)

server.on('listening', () => {
  const pin = [...simulator.control.world().pins.values()][0]
  const lines = [
    `The simulated CloudStack is at http://${host}:${portOf(server)}/client/api`,
    'Logins, all with the password "password": admin, auditor (read-only), salesadmin (domain /sales), tenant,',
    `careful (two-factor, static pin ${pin}). admin+anything is an operator of a fresh world.`,
    `The console proxies are at ${tls ? 'wss' : 'ws'}://${host}:${portOf(consoles)}`,
    `API key ${demoKeys.apikey}, secret key ${demoKeys.secretkey}`,
    ...(clock === 'manual'
      ? [`Its clock stands still: POST http://${host}:${portOf(server)}/simulator/worlds/<name> {"advance": ms}`]
      : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
})

const leave = () => {
  consoles.close()
  consoles.closeAllConnections()
  server.close(() => process.exit(0))
  server.closeAllConnections()
}
process.on('SIGTERM', leave)
process.on('SIGINT', leave)
