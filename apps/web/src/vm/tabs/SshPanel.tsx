import { CopyText, Panel } from '@stratoview/ui'
import { sshWays, type SshTarget } from './ssh.ts'
import classes from './tabs.module.css'

/** The ready line to reach a VM by SSH, as the guide has it for its hypervisor. */
export function SshPanel({ vm }: { vm: SshTarget }) {
  const ways = sshWays(vm)
  return (
    <Panel title="SSH">
      {typeof ways === 'string' ? (
        <p className={classes.note}>{ways}</p>
      ) : (
        ways.map(({ from, command }) => (
          <div key={from} className={classes.way}>
            <p className={classes.note}>{from}</p>
            <CopyText block text={command} label={`the SSH command (${from})`} />
          </div>
        ))
      )}
    </Panel>
  )
}
