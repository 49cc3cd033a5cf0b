import type { CommandName, Params, Result } from './index.ts'

/**
 * One typed method per command. No zod here: the browser imports this file, the shapes stay with the BFF.
 * `call` sends the command and resolves to what is inside CloudStack's envelope, or rejects with a CloudStackError.
 */
export type Client = { readonly [N in CommandName]: (params: Params<N>, signal?: AbortSignal) => Promise<Result<N>> }
export type Call = (name: CommandName, params: Record<string, unknown>, signal?: AbortSignal) => Promise<unknown>

/** A method is made when it is first asked for, and is the same function from then on. */
export function createClient(call: Call): Client {
  const methods = new Map<string, unknown>()
  return new Proxy({} as Client, {
    get(_, name: CommandName) {
      if (!methods.has(name)) {
        // A computed key gives the function its name, and the name is the key of its query (web's api.ts).
        const { [name]: method } = {
          [name]: (params: Record<string, unknown>, signal?: AbortSignal) => call(name, params, signal),
        }
        methods.set(name, method)
      }
      return methods.get(name)
    },
  })
}

/**
 * How a command travels to the BFF, told by its name so that the browser needs no table
 * (`index.test.ts` holds this rule to every command's kind).
 */
export function methodOf(name: string): 'GET' | 'POST' {
  return /^(list|find|query|get(?!DiagnosticsData|UserKeys))/.test(name) ? 'GET' : 'POST'
}
