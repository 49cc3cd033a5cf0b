// What Linux counts of a process.
import { readFileSync } from 'node:fs'

/** Of a second: every Linux tells it in hundredths, whatever its kernel counts in. */
const ticks = 100

/** Processor time of a process so far. */
export function processorSeconds(pid: number): number {
  // The second field is the program's name in brackets, which may hold spaces: what follows it is cut.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticks
}

/** Proportional set size, KiB: what it shares with others counts by its share. */
export const memoryOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1])

/** A process and its children. */
export const family = (pid: number): number[] => [
  pid,
  ...(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? []).map(Number).flatMap(family),
]
