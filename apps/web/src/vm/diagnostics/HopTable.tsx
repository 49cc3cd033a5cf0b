import { harmless } from '@stratoview/ui'
import classes from './diagnostics.module.css'
import type { Answerer, Trace } from './parse-traceroute.ts'
import { milliseconds } from './words.ts'

const flagWords: Record<string, string> = {
  '!H': 'host unreachable',
  '!N': 'network unreachable',
  '!P': 'protocol unreachable',
  '!X': 'forbidden by a filter',
  '!A': 'forbidden by a filter',
  '!F': 'packet too large',
  '!S': 'source route failed',
}

/** Who answered at which distance. Names are what their owners call them. */
export function HopTable({ trace }: { trace: Trace }) {
  return (
    <table className={classes.hops}>
      <caption className="sv-hidden">Hops to {harmless(trace.target ?? 'the target')}</caption>
      <thead>
        <tr>
          <th scope="col">Hop</th>
          <th scope="col">Who</th>
          <th scope="col">Best</th>
          <th scope="col">Worst</th>
          <th scope="col">Lost</th>
        </tr>
      </thead>
      <tbody>
        {trace.hops.map(({ hop, answerers, lost }, index) => {
          const times = answerers.flatMap(({ times }) => times)
          return (
            <tr key={index}>
              <td>{hop}</td>
              <td>{answerers.length === 0 ? <i>no answer</i> : answerers.map(who)}</td>
              <td>{times.length === 0 ? '' : milliseconds(Math.min(...times))}</td>
              <td>{times.length === 0 ? '' : milliseconds(Math.max(...times))}</td>
              <td>{lost === 0 ? '' : `${lost} of ${lost + times.length}`}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const who = ({ name, address, flags }: Answerer, index: number) => (
  <div key={index} className={classes.who}>
    <code>{harmless(address)}</code>
    {name !== undefined && <span>{harmless(name)}</span>}
    {flags.map((flag) => (
      <b key={flag}>{flagWords[flag] ?? harmless(flag)}</b>
    ))}
  </div>
)
