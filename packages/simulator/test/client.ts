import { createSimulator, type Simulator, type World } from '../src/index.ts'

export interface Answer {
  status: number
  contentType: string | null
  setCookie: string[]
  /** JSON, or the text when it is none. */
  body: unknown
  /** What is inside the envelope. */
  inside: Record<string, unknown>
  envelope: string
  date: number
}

export interface Exchange {
  method?: string
  cookie?: string
}

/** A client of a simulator, with the cookies and the key of one login. */
export class Client {
  readonly simulator: Simulator
  readonly world: World
  cookie = ''
  sessionkey = ''

  constructor(simulator: Simulator, world: string) {
    this.simulator = simulator
    this.world = simulator.control.world(world)
  }

  async raw(params: Record<string, unknown>, { method = 'GET', cookie = this.cookie }: Exchange = {}): Promise<Answer> {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]))
    const url = 'http://simulator/client/api'
    const request =
      method === 'POST'
        ? new Request(url, { method, body: query, headers: { cookie } })
        : new Request(`${url}?${query}`, { headers: { cookie } })
    return read(await this.simulator.fetch(request))
  }

  async login(username: string, domain = ''): Promise<Answer> {
    const answer = await this.raw(
      { command: 'login', username: `${username}+${this.world.name}`, password: 'password', domain, response: 'json' },
      { method: 'POST', cookie: '' },
    )
    this.cookie = answer.setCookie.map((one) => one.split(';')[0]).join('; ')
    this.sessionkey = String(answer.inside.sessionkey)
    return answer
  }

  call(command: string, params: Record<string, unknown> = {}, method = 'GET'): Promise<Answer> {
    return this.raw({ command, response: 'json', sessionkey: this.sessionkey, ...params }, { method })
  }

  pass(ms: number): void {
    this.world.clock.advance(ms)
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = text
  }
  const [envelope = '', inside] = typeof body === 'object' && body !== null ? (Object.entries(body)[0] ?? []) : []
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    setCookie: response.headers.getSetCookie(),
    body,
    inside: (inside ?? {}) as Record<string, unknown>,
    envelope,
    date: Date.parse(response.headers.get('date') ?? ''),
  }
}

let made = 0

/** An operator of a fresh world, signed in. */
export async function operator(username = 'admin', domain = ''): Promise<Client> {
  const client = new Client(createSimulator(), `test${made++}`)
  await client.login(username, domain)
  return client
}
