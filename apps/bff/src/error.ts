import type { ServerResponse } from 'node:http'
import { CloudStackError, type ErrorBody } from '@stratoview/api-client/error'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod'
import type { Log } from './log.ts'

/** An error we raise ourselves, in the one shape of design §5. */
export function refuse(status: number, code: string, message: string, more: Partial<ErrorBody> = {}): CloudStackError {
  return new CloudStackError({ status, code, message, ...more })
}

/** 502: what CloudStack answered lacks something we need, or has it in another form. Values are never repeated. */
export function misshapen(command: string, { issues: [issue] }: z.ZodError): CloudStackError {
  const field = issue?.path.join('.') || 'the answer'
  const message = `CloudStack's answer to ${command} is not as expected at ${field}: ${issue?.message}.`
  return refuse(502, 'shape', message, { command, field })
}

/** 401: nobody is signed in here, or CloudStack no longer knows the session. */
export const signedOut = () => refuse(401, 'unauthorized', 'You are not signed in, or your session has ended.')

/** CloudStack knows who asks, and their role may not call it: 432 (recorded: `tenant.listRouters`), or what `envelope.ts` makes 403. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof CloudStackError &&
  (error.code === 'forbidden' || (error.code === 'cloudstack' && error.status === 432))

/** Takes a failed call for no answer, where one can do without; only an ended session is worth failing for. */
export function unlessSignedOut(error: unknown): undefined {
  if (error instanceof CloudStackError && error.status === 401) throw error
  return undefined
}

/** Status and body of whatever was thrown. What nobody foresaw says nothing of itself but 500. */
export function toBody(error: unknown): ErrorBody {
  if (error instanceof CloudStackError) return error.toJSON().error
  if (error instanceof HTTPException) {
    return { status: error.status, code: 'http', message: error.message || 'The request was refused.' }
  }
  return { status: 500, code: 'internal', message: 'Stratoview failed at this; its log says why.' }
}

/**
 * Ends an answer that has begun and cannot go on, so that nobody takes it for whole: the browser sees its connection break.
 * Where there is a socket the stream itself is not told, because node-server prints the error of a stream to standard
 * error, past the log, and appends its message to the answer.
 */
export function hangUp(c: Context, error: unknown, stream: ReadableStreamDefaultController): void {
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
  if (outgoing) outgoing.destroy()
  else stream.error(error)
}

/** 499: nobody is there to read the answer. */
export const cancelled = () => refuse(499, 'cancelled', 'The browser gave up on this request.')

/** The one onError: every route throws, nobody else makes an error answer. */
export function answerError(log: Log) {
  return (error: unknown, c: Context) => {
    // A body that broke off is the browser's doing: whatever was thrown over it is no fault of ours.
    const body = toBody(error instanceof CloudStackError || !c.req.raw.signal.aborted ? error : cancelled())
    if (body.code === 'internal') log.error({ err: error, route: c.req.routePath }, 'unforeseen error')
    return c.json({ error: body }, body.status as ContentfulStatusCode)
  }
}
