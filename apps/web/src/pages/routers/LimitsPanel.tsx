import { Panel, type Property, PropertyList } from '@stratoview/ui'
import type { Limits } from './use-limits.ts'
import { limitText } from './use-limits.ts'

/** The thresholds and intervals that applied, so that nobody argues with a check without them. */
export function LimitsPanel({ limits, zone }: { limits: Limits; zone: string }) {
  const list = (name: string) => limits.get(name)?.split(',').filter(Boolean).join(', ')
  const items: Property[] = [
    { label: 'Free disk, at least', value: limitText(limits, 'free.disk.space.threshold', 'MB'), mono: true },
    { label: 'CPU, at most', value: limitText(limits, 'max.cpu.usage.threshold', '%'), mono: true },
    { label: 'Memory, at most', value: limitText(limits, 'max.memory.usage.threshold', '%'), mono: true },
    { label: 'Basic checks every', value: limitText(limits, 'basic.interval', 'min'), mono: true },
    { label: 'Advanced every', value: limitText(limits, 'advanced.interval', 'min'), mono: true },
    { label: 'Fetched every', value: limitText(limits, 'results.fetch.interval', 'min'), mono: true },
    { label: 'Left out', value: list('to.exclude') || 'nothing', mono: Boolean(list('to.exclude')) },
    {
      label: 'Recreate router on',
      value: list('failures.to.recreate.vr') || 'nothing',
      mono: Boolean(list('failures.to.recreate.vr')),
    },
  ]
  return (
    <Panel title={`Limits in ${zone}`}>
      <PropertyList items={items} label={`Limits in ${zone}`} />
    </Panel>
  )
}
