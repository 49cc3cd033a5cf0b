import type { IncomingMessage, ServerResponse } from 'node:http'
import { troubleNames, type Fault, type Simulator, type TroubleName } from '../src/index.ts'
import { lookAtConsole, orderConsole, refuseConsole, type ConsoleOrder } from './console-orders.ts'
import { bodyOf } from './http.ts'

interface Order {
  /** Milliseconds the world's clock moves. */
  advance?: number
  fault?: Fault
  clearFaults?: true
  /** Gives a VM or host a trouble by their names, or takes it away (`null`): see src/trouble.ts. */
  trouble?: { of: string; is: string | null }
  console?: ConsoleOrder
}

const kinds: readonly string[] = ['refuse', 'html', 'half-json', 'hang', 'status', 'drop-session']

/** `POST /simulator/worlds/<name>` with an order as JSON, and what can be looked up there; true when the request was one. */
export async function control(
  simulator: Simulator,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<boolean> {
  const path = incoming.url ?? ''
  const [, name] = /^\/simulator\/worlds\/([^/?]*)$/.exec(path) ?? []
  const say = (status: number, body: object) => {
    outgoing.writeHead(status, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify(body))
    return true
  }
  try {
    const found = incoming.method === 'GET' ? lookAtConsole(simulator, path) : undefined
    if (found) return say(200, found)
  } catch (error) {
    return say(404, { error: String(error) })
  }
  if (name === undefined) return false
  if (incoming.method !== 'POST') return say(405, { error: 'Orders to a world are posted.' })
  const order = orderOf(await bodyOf(incoming))
  if (!order) return say(400, { error: 'An order is a JSON object.' })
  const wrong = refusal(order)
  if (wrong) return say(400, { error: wrong })
  try {
    return say(200, { now: obey(simulator, decodeURIComponent(name), order) })
  } catch (error) {
    // Nothing there has the name it is about.
    return say(404, { error: String(error) })
  }
}

function orderOf(text: string): Order | undefined {
  try {
    const order: unknown = JSON.parse(text)
    return typeof order === 'object' && order !== null ? order : undefined
  } catch {
    return undefined
  }
}

/** Answers what the world's clock then says. Throws at a VM or host that is not there. */
function obey(simulator: Simulator, world: string, order: Order): string {
  const { control } = simulator
  if (order.clearFaults) control.clearFaults(world)
  if (order.trouble) control.trouble(world, order.trouble.of, order.trouble.is as TroubleName | null)
  if (order.fault) control.fault(world, order.fault)
  if (order.console) orderConsole(simulator, world, order.console)
  if (order.advance !== undefined) control.advance(order.advance, world)
  return control.world(world).date()
}

function refusal({ advance, fault, trouble, console }: Order): string | undefined {
  if (trouble && trouble.is !== null && !troubleNames.includes(trouble.is))
    return `A trouble is one of ${troubleNames.join(', ')}.`
  if (advance !== undefined && !(Number.isFinite(advance) && advance >= 0))
    return 'advance is a number of milliseconds.'
  if (fault && typeof fault.command !== 'string') return 'A fault names a command, or * for every one.'
  if (fault && !kinds.includes(fault.kind)) return `A fault's kind is one of ${kinds.join(', ')}.`
  return console && refuseConsole(console)
}
