import { type Action, bulkLabel, type MenuEntry } from '@stratoview/ui'
import type { ActivityView } from './view.ts'
import type { AlertQuestion } from './AlertDialog.tsx'
import { type Line, objectOf } from './columns.tsx'

type Ask = (question: AlertQuestion) => void

const verbs = [
  { verb: 'archive', label: 'Archive', command: 'archiveAlerts', danger: false },
  { verb: 'delete', label: 'Delete', command: 'deleteAlerts', danger: true },
] as const

/** Archive and delete for a selection: "Archive 2 of 3…", since an event has neither. */
export function alertVerbs(lines: readonly Line[], apis: ReadonlySet<string>, ask: Ask): Action[] {
  const ids = lines.filter(({ entry }) => entry.kind === 'alert').map(({ entry }) => entry.id)
  return verbs.map(({ verb, label, command, danger }) => ({
    label: bulkLabel(label, ids.length, lines.length),
    danger,
    disabled: !apis.has(command)
      ? `Your role may not call ${command}`
      : ids.length === 0 && `Only alerts can be ${verb === 'archive' ? 'archived' : 'deleted'} here`,
    onSelect: () => ask({ verb, ids }),
  }))
}

/** A line's menu: narrowing to what it is about, and what can be done with an alert. */
export function lineMenu(
  line: Line,
  apis: ReadonlySet<string>,
  ask: Ask,
  change: (next: Partial<ActivityView>) => void,
): MenuEntry[] {
  const { entry } = line
  const { type, kind } = entry
  const object = objectOf(line)
  const narrow: MenuEntry[] = [{ label: `Only ${type}`, onSelect: () => change({ type }) }]
  if (object !== undefined) {
    narrow.unshift({
      label: `Only ${object.name ?? object.id}`,
      onSelect: () => change({ object: { type: object.type, id: object.id } }),
    })
  }
  return kind === 'alert' ? [...narrow, 'divider', ...alertVerbs([line], apis, ask)] : narrow
}
