/** What came in, whichever way it came. */
export interface Incoming {
  method: string
  /** The parameters as sent, query over body; the first of a repeated name wins. */
  params: Map<string, string>
  cookies: Map<string, string>
  signal: AbortSignal
}

/** GET and POST are merged; the query wins over a body parameter of the same name (reference §1.1). */
export async function parse(request: Request): Promise<Incoming> {
  const params = new Map<string, string>()
  const add = (from: URLSearchParams) => {
    for (const [name, value] of from) if (!params.has(name)) params.set(name, value)
  }
  add(new URL(request.url).searchParams)
  if (request.method === 'POST') add(new URLSearchParams(await request.text()))
  const cookies = new Map<string, string>()
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
  }
  return { method: request.method, params, cookies, signal: request.signal }
}

/** A parameter by its name, whatever its case: the dispatcher does not care (reference §1.1). */
export function param(incoming: Incoming, name: string): string | undefined {
  const direct = incoming.params.get(name)
  if (direct !== undefined) return direct
  const wanted = name.toLowerCase()
  for (const [key, value] of incoming.params) if (key.toLowerCase() === wanted) return value
  return undefined
}
