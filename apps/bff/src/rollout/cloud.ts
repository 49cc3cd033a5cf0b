import type { CommandName, Result } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import type { CloudStack, Params, Who } from '../cloudstack.ts'
import { isForbidden } from '../error.ts'
import { Halt } from './record.ts'

/** CloudStack as a run or a plan talks to it: with one user's rights, and its clock. */
export interface Cloud {
  call<N extends CommandName>(name: N, params: Params): Promise<Result<N>>
  /** Any command, its answer as it comes: what acts. */
  act(command: string, params: Params): Promise<unknown>
  /** CloudStack's clock as last heard, epoch ms. */
  date(): number
}

/**
 * CloudStack refuses an act that comes later than that after it was signed, ms. An instance may freeze between its intent
 * and its act: by the time it wakes another may have acted, which takes that one more than twenty seconds (`driver.ts`: 15 s
 * without a heartbeat; `follow.ts`: ten more in which CloudStack knows of nothing).
 */
const actsWithin = 15_000

export function createCloud(cloudstack: CloudStack, who: Who, date: number): Cloud {
  let seen = date
  const hear = (told: number | undefined) => {
    if (told !== undefined) seen = told
  }
  return {
    async call(name, params) {
      const answer = await cloudstack.call(name, params, who)
      hear(answer.date)
      return answer.result
    },
    async act(command, params) {
      const answer = await cloudstack.ask(command, params, who, { within: actsWithin })
      hear(answer.date)
      return answer.result
    },
    date: () => seen,
  }
}

/** What an error means for a run. */
export type Trouble =
  /** CloudStack read it and said no: nothing was done. */
  | 'refused'
  /** The keys are no longer good. */
  | 'keys'
  /** The role may not. */
  | 'rights'
  /** It may have been done or not. */
  | 'unsure'

export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof CloudStackError)) return undefined
  if (error.code === 'unauthorized') return 'keys'
  if (isForbidden(error)) return 'rights'
  return error.code === 'cloudstack' ? 'refused' : 'unsure'
}

/** What stops a run wherever it meets it; anything else is thrown on. */
export function haltOn(error: unknown): never {
  const trouble = troubleOf(error)
  const said = error instanceof Error ? error.message : ''
  if (trouble === 'keys')
    throw new Halt(
      { code: 'keys', text: `CloudStack no longer takes the API keys of this run: ${said}` },
      { cause: error },
    )
  if (trouble === 'rights') throw new Halt({ code: 'rights', text: said }, { cause: error })
  if (trouble) throw new Halt({ code: 'cloudstack', text: said }, { cause: error })
  throw error
}
