import { TabBar } from '@stratoview/ui'
import { useSearchParams } from 'react-router'
import { CollectPanel } from './CollectPanel.tsx'
import type { Vm } from './presets.ts'
import { isSystemVm } from './presets.ts'
import { RunPanel } from './RunPanel.tsx'
import { WhyPanel } from './WhyPanel.tsx'
import frame from '../tabs/frame.module.css'
import classes from './diagnostics.module.css'

const parts = [
  { id: 'run', label: 'Run commands' },
  { id: 'files', label: 'Get files' },
]
const whyPart = { id: 'why', label: 'Why is it not Up?' }

/** Everything that can be asked of a VM from outside of it; which part is in the URL. */
export function DiagnosticsTab({ vm }: { vm: Vm }) {
  const [search, setSearch] = useSearchParams()
  const tabs = isSystemVm(vm) ? [...parts, whyPart] : parts
  const asked = search.get('part')
  const part = tabs.some(({ id }) => id === asked) ? (asked ?? 'run') : 'run'
  return (
    <div className={classes.page}>
      <div className={frame.parts}>
        <TabBar
          label="Diagnostics"
          tabs={tabs}
          value={part}
          onChange={(next) => setSearch(next === 'run' ? {} : { part: next }, { replace: true })}
        />
      </div>
      {part === 'files' ? (
        <CollectPanel vm={vm} />
      ) : part === 'why' && isSystemVm(vm) ? (
        <WhyPanel vm={vm} />
      ) : (
        <RunPanel vms={[vm]} />
      )}
    </div>
  )
}
