import type { VmKind } from '@stratoview/api-client/can'
import { useParams, useSearchParams } from 'react-router'
import { ConsoleView } from '../../vm/console/ConsoleView.tsx'
import classes from './console-page.module.css'
import { Missing } from './Missing.tsx'
import { useTarget } from './use-target.ts'
import { useTitle } from '../../use-title.ts'

const kinds: readonly string[] = ['router', 'system-vm', 'internal-lb', 'instance'] satisfies VmKind[]
const isKind = (word: string | null): word is VmKind => kinds.includes(word ?? '')

/** One console and nothing beside it: a page of the app, or with `view=window` a window of its own. */
export default function ConsolePage() {
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const kind = search.get('kind')
  const { target, looking, trouble } = useTarget(id, isKind(kind) ? kind : undefined)
  const name = target?.name
  useTitle(name && `${name} · Console`)
  if (!target) {
    return (
      <div className={classes.page}>
        <h1 className={classes.missing}>Console</h1>
        <Missing looking={looking} trouble={trouble} />
      </div>
    )
  }
  const title = (
    <>
      <h1>{target.name}</h1>
      <span className={classes.about}>{target.about}</span>
    </>
  )
  return (
    <div className={classes.page}>
      <ConsoleView
        // What is typed and held down is one VM's.
        key={target.id}
        vm={target}
        title={title}
        whole
        alone={search.get('view') === 'window'}
        replaces={search.get('replaces') ?? undefined}
      />
    </div>
  )
}
