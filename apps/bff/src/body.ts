import type { Context } from 'hono'
import type * as z from 'zod'
import { refuse } from './error.ts'

/** The body as a JSON object of the shape; 400 `bad-json`, or `bad-parameter` naming the field. Values are never repeated. */
export async function readBody<S extends z.ZodObject>(c: Context, shape: S, command?: string): Promise<z.output<S>> {
  const text = await c.req.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw refuse(400, 'bad-json', 'The body is not JSON.', { command })
  }
  return checkParams(body, shape, command)
}

/** What a caller may tell a command: exactly the shape's names. Throws 400 `bad-parameter` naming the first that is wrong. */
export function checkParams<S extends z.ZodObject>(told: unknown, shape: S, command?: string): z.output<S> {
  const checked = shape.safeParse(told)
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]!
  const where = command ? ` of ${command}` : ''
  if (issue.code === 'unrecognized_keys') {
    const field = issue.keys[0]!.slice(0, 64)
    throw refuse(400, 'bad-parameter', `There is no parameter “${field}”${where}.`, { command, field })
  }
  const field = issue.path.join('.')
  if (!field) throw refuse(400, 'bad-json', 'The body must be a JSON object.', { command })
  throw refuse(400, 'bad-parameter', `The parameter “${field}”${where} is wrong: ${issue.message}.`, { command, field })
}
