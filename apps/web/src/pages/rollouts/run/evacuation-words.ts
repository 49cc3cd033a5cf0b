import type { Report, RunItem } from '@stratoview/bff/app'
import { clockText } from '../../../vm/cells/age.ts'

/** The VMs of a report's part; the host itself is spoken of apart. */
export const vmsOf = (items: readonly RunItem[]): readonly RunItem[] =>
  items.filter(({ subject }) => subject.type !== 'host')

/** Of an evacuation: pairs that ended on one host, and whether the host is empty and in maintenance. */
export function evacuationText({ changed, failed, notDone }: Report): string[] {
  const together = changed.flatMap(({ subject, together, after }) =>
    together === undefined
      ? []
      : [
          `${[`${subject.name} and ${together.name} ended on one host`, after?.[0]?.hostname].filter(Boolean).join(', ')}.`,
        ],
  )
  const host = [...changed, ...failed, ...notDone].find(({ subject }) => subject.type === 'host')
  if (host === undefined) return together
  const { subject, proof, why } = host
  const said =
    proof === undefined
      ? `${subject.name} was not emptied${why === undefined ? '.' : `: ${why}.`}`
      : `${subject.name} is in maintenance, and empty: CloudStack listed nothing on it at ${clockText(proof.at)} (${proof.asked.join(', ')}).`
  return [...together, said]
}
