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

/** Status and body of whatever was thrown. What nobody foresaw says nothing of itself but 500. */
export function toBody(error: unknown): ErrorBody {
  if (error instanceof CloudStackError) return error.toJSON().error
  if (error instanceof HTTPException) {
    return { status: error.status, code: 'http', message: error.message || 'The request was refused.' }
  }
  return { status: 500, code: 'internal', message: 'Stratoview failed at this; its log says why.' }
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
