import { Modal } from '@mantine/core'
import { Kbd } from '@stratoview/ui'
import { useSession } from '../session.ts'
import classes from './keys-help.module.css'
import { placesOf } from './nav.ts'

const everywhere: readonly [string, string][] = [
  ['Ctrl K', 'Find a VM, or run a verb on it'],
  ['g j', 'Jobs'],
  ['?', 'These keys'],
]
const lists: readonly [string, string][] = [
  ['/', 'Filter'],
  ['j k', 'Next, previous row (arrows too)'],
  ['x', 'Select the row; with Shift up to here'],
  ['Enter', 'Open the row'],
  ['.', 'The row’s menu'],
  ['Esc', 'Clear the selection'],
]

/** What `?` shows. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  const { apis } = useSession()
  const places = placesOf(apis).map(({ key, label }): [string, string] => [`g ${key}`, label])
  return (
    <Modal opened onClose={onClose} title="Keys" size={520} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.columns}>
        <Keys title="Everywhere" keys={[...everywhere, ...places]} />
        <Keys title="In a list" keys={lists} />
      </div>
    </Modal>
  )
}

function Keys({ title, keys }: { title: string; keys: readonly [string, string][] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={classes.keys}>
        {keys.map(([press, does]) => (
          <div key={press}>
            <dt>
              {press.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
