import type { Template } from '@stratoview/api-client'
import { ConfirmModal, EmptyState } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { start } from '../../jobs-run.ts'
import type { Call } from '../../jobs-store.ts'
import { cmk } from '../../vm/action.ts'
import type { Standing } from './standing.ts'
import classes from './templates.module.css'

interface Props {
  line: Standing
  templates: readonly Template[]
  onClose(): void
}

/** Points `router.template.*` at another template, for one zone or for all. */
export function PointDialog({ line, templates, onClose }: Props) {
  const client = useQueryClient()
  const { zoneid, zonename, hypervisor, setting, wanted, restart } = line
  const here = templates.filter((one) => one.zoneid === zoneid && one.hypervisor === hypervisor)
  const [name, setName] = useState(wanted ?? '')
  const [everywhere, setEverywhere] = useState(false)
  const call: Call = {
    command: 'updateConfiguration',
    params: { name: setting, value: name, ...(everywhere ? {} : { zoneid }) },
    object: { type: 'Configuration', id: setting, name: setting },
    touches: [],
  }
  const chosen = here.find((one) => one.name === name)
  const unready = chosen !== undefined && chosen.isready !== true
  const confirm = async () => {
    await start(client, 'Use template', [call])
    await client.invalidateQueries({ queryKey: ['listConfigurations'] })
  }
  return (
    <ConfirmModal
      opened
      title={
        <>
          Make routers of {zonename} on {hypervisor} from another template?
        </>
      }
      lead="Routers made from now on use it; those that run keep theirs."
      consequence="A restart of their network with cleanup, or an upgrade, makes them anew from it. Console proxies and secondary storage VMs use the newest ready SYSTEM template when they are destroyed and made again."
      command={cmk(call)}
      verb={`Use ${name}`}
      blocked={
        name === '' || name === wanted
          ? 'Choose another template'
          : unready && 'It is not ready here: routers could not be made'
      }
      keep="Leave it"
      onConfirm={confirm}
      onClose={onClose}
    >
      <fieldset className={classes.choices}>
        <legend>Template</legend>
        {here.map((one) => (
          <label key={one.id}>
            <input type="radio" name="template" checked={name === one.name} onChange={() => setName(one.name)} />
            <code>{one.name}</code>
            <span>
              {one.templatetype}, {one.isready === true ? 'ready' : (one.status ?? 'not ready')}
              {one.name === wanted && ', now'}
            </span>
          </label>
        ))}
        {restart && (
          <p>
            <code>{setting}</code> is not dynamic here: restart the management server for it to count.
          </p>
        )}
        {here.length === 0 && <EmptyState>None is registered in this zone for {hypervisor}.</EmptyState>}
      </fieldset>
      <fieldset className={classes.choices}>
        <legend>Where</legend>
        <label>
          <input type="radio" name="where" checked={!everywhere} onChange={() => setEverywhere(false)} />
          Only in {zonename}
        </label>
        <label>
          <input type="radio" name="where" checked={everywhere} onChange={() => setEverywhere(true)} />
          In every zone without a value of its own
        </label>
      </fieldset>
    </ConfirmModal>
  )
}
