import { commands, type CommandName } from '@stratoview/api-client'
import { Hono, type Context } from 'hono'
import { stampDate, type Parts } from '../parts.ts'
import { checkParams, readBody } from '../body.ts'
import { acts, type Params } from '../cloudstack.ts'
import { refuse } from '../error.ts'
import { isRead, pack, readFeatures } from '../features.ts'
import { withhold } from '../withhold.ts'

const changesSettings: ReadonlySet<CommandName> = new Set(['updateConfiguration', 'resetConfiguration'])

/**
 * The gated proxy: only names of the contract, by their own method, with parameters it knows.
 * Answers what is inside CloudStack's envelope.
 */
export function commandRoutes({ cloudstack, sessions }: Parts) {
  return new Hono().all('/:command', async (c) => {
    const name = known(c.req.param('command'))
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const allowed = methods(name)
    if (!allowed.includes(method)) throw wrongMethod(c, name, allowed)
    const session = await sessions.verified(c)
    const shape = commands[name].params
    const params = (
      method === 'GET' ? checkParams(query(c, name), shape, name) : await readBody(c, shape, name)
    ) as Params
    if ('actsWhen' in commands[name]) {
      const due = acts(name, params) ? 'POST' : 'GET'
      if (due !== method) throw wrongMethod(c, name, [due])
    }
    const { result, date } = await cloudstack.call(name, params, session, c.req.raw.signal)
    stampDate(c, date)
    if (changesSettings.has(name) && isRead(params.name)) {
      // What the cookie says of it is old now. Were it not read again, only that would stay old.
      const features = await readFeatures(cloudstack, session).catch(() => undefined)
      if (features) await sessions.keep(c, { ...session, features: pack(features) })
    }
    return c.json(withhold(name, result) as typeof result)
  })
}

function known(name: string): CommandName {
  if (!Object.hasOwn(commands, name)) {
    throw refuse(404, 'unknown-command', 'There is no such command here.')
  }
  return name as CommandName
}

function methods(name: CommandName): string[] {
  const command = commands[name]
  if ('actsWhen' in command) return ['GET', 'POST']
  return command.kind === 'list' || command.kind === 'get' ? ['GET'] : ['POST']
}

function wrongMethod(c: Context, command: string, allowed: readonly string[]) {
  c.header('allow', allowed.join(', '))
  return refuse(405, 'method', `${command} is asked by ${allowed.join(' or ')} this way.`, { command })
}

/** CloudStack would take the first of two and only warn (reference §1.1); whoever sends two deserves to hear of it. */
function query(c: Context, command: string): Record<string, string> {
  const told = new Map<string, string>()
  for (const [name, value] of new URL(c.req.url).searchParams) {
    if (told.has(name)) {
      throw refuse(400, 'bad-parameter', `The parameter “${name.slice(0, 64)}” is given twice.`, {
        command,
        field: name.slice(0, 64),
      })
    }
    told.set(name, value)
  }
  return Object.fromEntries(told)
}
