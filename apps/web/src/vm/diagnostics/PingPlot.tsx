import classes from './diagnostics.module.css'
import type { Ping } from './parse-ping.ts'
import { milliseconds, percent } from './words.ts'

const HEIGHT = 56
const WIDTH = 420

/** A bar a packet, as high as its time; a packet that was lost is a mark at the bottom. */
export function PingPlot({ ping, label }: { ping: Ping; label: string }) {
  const { echoes, sent, received, loss, min, avg, max } = ping
  const top = Math.max(max ?? 1, 0.001)
  const step = WIDTH / Math.max(8, echoes.length)
  const y = (ms: number) => HEIGHT - 4 - (ms / top) * (HEIGHT - 10)
  const spoken = [
    `Times of ${label}: ${received} of ${sent} packets answered`,
    min !== undefined && avg !== undefined && max !== undefined
      ? `least ${milliseconds(min)}, mean ${milliseconds(avg)}, most ${milliseconds(max)}`
      : 'no times',
  ].join(', ')
  return (
    <div className={classes.ping}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={spoken} preserveAspectRatio="none">
        <line className={classes.axis} x1="0" x2={WIDTH} y1={HEIGHT - 4} y2={HEIGHT - 4} />
        {avg !== undefined && <line className={classes.mean} x1="0" x2={WIDTH} y1={y(avg)} y2={y(avg)} />}
        {echoes.map(({ seq, time }) => {
          const x = (seq - 1) * step + step * 0.15
          const width = Math.max(1, Math.min(26, step * 0.7))
          return time === undefined ? (
            <rect key={seq} className={classes.lost} x={x} width={width} y={HEIGHT - 10} height="6">
              <title>{`Packet ${seq}: no answer`}</title>
            </rect>
          ) : (
            <rect key={seq} className={classes.echo} x={x} width={width} y={y(time)} height={HEIGHT - 4 - y(time)}>
              <title>{`Packet ${seq}: ${milliseconds(time)}`}</title>
            </rect>
          )
        })}
      </svg>
      <dl className={classes.figures}>
        <Figure name="Lost" value={percent(loss)} bad={loss > 0} />
        <Figure name="Min" value={min === undefined ? '–' : milliseconds(min)} />
        <Figure name="Avg" value={avg === undefined ? '–' : milliseconds(avg)} />
        <Figure name="Max" value={max === undefined ? '–' : milliseconds(max)} />
      </dl>
    </div>
  )
}

const Figure = ({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) => (
  <div>
    <dt>{name}</dt>
    <dd data-bad={bad || undefined}>{value}</dd>
  </div>
)
