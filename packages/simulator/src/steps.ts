import { ApiError } from './api-error.ts'
import type { World } from './world.ts'

/**
 * Work that takes time: each `yield` is how many milliseconds pass before the next step; what is returned is the job's
 * result. A thrown ApiError fails the job with its code and text, as the real dispatcher does.
 */
export type Steps<Result = void> = Generator<number, Result, void>

/** Runs steps on the world's clock: the first at once, the others when their time has come. */
export function run<Result>(
  world: World,
  steps: Steps<Result>,
  done: (result: Result) => void,
  failed: (error: ApiError) => void,
): void {
  const next = () => {
    let step: IteratorResult<number, Result>
    try {
      step = steps.next()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failed(error)
      return
    }
    if (step.done) done(step.value)
    else world.clock.after(step.value, next)
  }
  next()
}

/** An accepted job: what it is about, and its steps. */
export interface Accepted<Answer = unknown> {
  /** `jobinstancetype`, e.g. `DomainRouter`; migrations, scaling and patches tell none (recorded). */
  type?: string
  /** `jobinstanceid`; restarts and internal load balancers tell none (recorded). */
  instance?: string
  /** The object it is about, told or not. */
  about?: string
  /** The id of what an async create makes, answered beside the job's. */
  id?: string
  /** Fully qualified class of the command, after `org.apache.cloudstack.api.command.`. */
  cmd: string
  run: () => Steps<Answer>
  /** Called instead of `run` when the object's trouble fails the job. */
  refused?: () => void
}
