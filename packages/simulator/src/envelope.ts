import type { ApiError } from './api-error.ts'

/** Commands whose envelope is not `<name in lower case>response` (recorded, except scaleSystemVm's: reference §1.2). */
const irregular: ReadonlyMap<string, string> = new Map([
  ['listInternalLoadBalancerVMs', 'listinternallbvmsresponse'],
  ['startInternalLoadBalancerVM', 'startinternallbvmresponse'],
  ['stopInternalLoadBalancerVM', 'stopinternallbvmresponse'],
  ['scaleSystemVm', 'changeserviceforsystemvmresponse'],
])

export const envelopeOf = (command: string) => irregular.get(command) ?? `${command.toLowerCase()}response`

export interface Reply {
  status: number
  envelope: string
  body: unknown
  cookies?: string[]
}

export function errorReply(command: string, error: ApiError): Reply {
  const { errorcode, cserrorcode, message } = error
  return {
    status: errorcode,
    envelope: error.general ? 'errorresponse' : envelopeOf(command),
    body: {
      uuidList: [],
      errorcode,
      ...(cserrorcode === undefined ? {} : { cserrorcode }),
      errortext: message,
    },
  }
}

/** Content type and headers as recorded; `Date` from the world's clock, because ages are told against it. */
export function respond(reply: Reply, now: number): Response {
  return textResponse(reply.status, JSON.stringify({ [reply.envelope]: reply.body }), now, reply.cookies)
}

export function textResponse(status: number, text: string, now: number, cookies: string[] = []): Response {
  const headers = new Headers({
    'content-type': 'application/json;charset=utf-8',
    'x-content-type-options': 'nosniff',
    date: new Date(now).toUTCString(),
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(text, { status, headers })
}
