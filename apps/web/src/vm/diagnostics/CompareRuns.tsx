import { Button } from '@mantine/core'
import { harmless } from '@stratoview/ui'
import { useMemo } from 'react'
import { useNow } from '../../clock.ts'
import { diffLines } from './compare.ts'
import classes from './diagnostics.module.css'
import { findingOf, titleOf } from './finding.ts'
import type { Run } from './runs.ts'
import { agoWords } from './words.ts'

const textOf = ({ output }: Run) => harmless([output?.stdout, output?.stderr].filter(Boolean).join('\n\n'))

/** Two runs beside each other, what differs marked. */
export function CompareRuns({ older, newer, onClose }: { older: Run; newer: Run; onClose(): void }) {
  const now = useNow(30)
  const lines = useMemo(() => diffLines(textOf(older), textOf(newer)), [older, newer])
  const differing = lines.filter(({ left, right }) => left !== right).length
  return (
    <section className={classes.compare} aria-label="Comparison">
      <div className={classes.runHead}>
        <b>{differing === 0 ? 'Both printed the same' : `${differing} of ${lines.length} lines differ`}</b>
        <Button size="compact-sm" onClick={onClose}>
          Close the comparison
        </Button>
      </div>
      <div className={classes.sides}>
        <table>
          <thead>
            <tr>
              {[older, newer].map((run) => (
                <th key={run.key} scope="col">
                  <code>{titleOf(run)}</code> on {run.vm.name}, {agoWords(now - run.started)}: {findingOf(run).words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ left, right }, index) => (
              <tr key={index} data-differs={left !== right || undefined}>
                <td>{left}</td>
                <td>{right}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
