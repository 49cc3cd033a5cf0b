import { ConfirmModal, TextField } from '@stratoview/ui'
import type { Template } from '@stratoview/api-client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { start } from '../../jobs-run.ts'
import type { Call } from '../../jobs-store.ts'
import { cmk } from '../../vm/action.ts'
import { formatOf, type Standing } from './standing.ts'
import classes from './templates.module.css'

interface Props {
  templates: readonly Template[]
  lines: readonly Standing[]
  onClose(): void
}

interface Form {
  hypervisor: string
  name: string
  url: string
  checksum: string
  /** ROUTING as the guide has it; SYSTEM for proxies and secondary storage VMs too. */
  type: 'ROUTING' | 'SYSTEM'
  zoneid: string
}

/** Registers a system VM template: CloudStack downloads it by itself, zone by zone. Reference §3.7. */
export function RegisterDialog({ templates, lines, onClose }: Props) {
  const client = useQueryClient()
  const hypervisors = [...new Set(lines.map(({ hypervisor }) => hypervisor))]
  const zones = [...new Map(lines.map(({ zoneid, zonename }) => [zoneid, zonename]))]
  const [form, setForm] = useState<Form>({
    hypervisor: hypervisors[0] ?? '',
    name: '',
    url: '',
    checksum: '',
    type: 'ROUTING',
    zoneid: '-1',
  })
  const set = (part: Partial<Form>) => setForm({ ...form, ...part })
  const model = templates.find(({ hypervisor }) => hypervisor === form.hypervisor)
  // What is pasted often brings a blank or the end of its line along.
  const given = { ...form, name: form.name.trim(), url: form.url.trim(), checksum: form.checksum.trim() }
  const call = callOf(given, model)
  const taken = templates.some(({ name, hypervisor }) => name === given.name && hypervisor === given.hypervisor)
  const confirm = async () => {
    await start(client, 'Register template', [call])
    await client.invalidateQueries({ queryKey: ['listTemplates'] })
  }
  return (
    <ConfirmModal
      opened
      title="Register a system VM template?"
      lead="Nothing that runs changes."
      consequence="CloudStack downloads it to secondary storage, which may take a while. Once it is ready, point the zones at it."
      command={cmk(call)}
      verb="Register it"
      blocked={blockedBy(given, taken, model)}
      keep="Leave it"
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <label className={classes.field}>
          Hypervisor
          <select value={form.hypervisor} onChange={(event) => set({ hypervisor: event.target.value })}>
            {hypervisors.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label className={classes.field}>
          Zone
          <select
            value={form.type === 'SYSTEM' ? '-1' : form.zoneid}
            disabled={form.type === 'SYSTEM'}
            onChange={(event) => set({ zoneid: event.target.value })}
          >
            <option value="-1">All zones</option>
            {zones.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <TextField
          label="Name"
          value={form.name}
          onChange={(name) => set({ name })}
          maxLength={255}
          description={`The setting router.template.${form.hypervisor.toLowerCase()} finds it by this name`}
          error={taken ? 'A template of this hypervisor has this name already' : undefined}
        />
        <TextField
          label="Address to download from"
          value={form.url}
          onChange={(url) => set({ url })}
          placeholder={model?.url}
          description={`A ${formatOf(form.hypervisor)} image that the secondary storage VM can reach`}
        />
        <TextField
          label="Checksum"
          value={form.checksum}
          onChange={(checksum) => set({ checksum })}
          description="As published, with its algorithm in front: {SHA-512}…"
        />
        <fieldset className={classes.choices}>
          <legend>Type</legend>
          <label>
            <input
              type="radio"
              name="type"
              checked={form.type === 'ROUTING'}
              onChange={() => set({ type: 'ROUTING' })}
            />
            Routing <span>for routers, named by the setting</span>
          </label>
          <label>
            <input type="radio" name="type" checked={form.type === 'SYSTEM'} onChange={() => set({ type: 'SYSTEM' })} />
            System <span>for console proxies and secondary storage VMs too, always in every zone</span>
          </label>
        </fieldset>
      </div>
    </ConfirmModal>
  )
}

/** The operating system and how it is deployed are those of the template of the same hypervisor that is there already. */
function callOf(form: Form, model: Template | undefined): Call {
  const { hypervisor, name, url, checksum, type, zoneid } = form
  return {
    command: 'registerTemplate',
    params: {
      name,
      displaytext: name,
      url,
      format: formatOf(hypervisor),
      hypervisor,
      ostypeid: model?.ostypeid,
      zoneid: type === 'SYSTEM' ? '-1' : zoneid,
      templatetype: type,
      ...(type === 'ROUTING' ? { isrouting: true } : {}),
      ...(checksum === '' ? {} : { checksum }),
      ...(model?.arch === undefined ? {} : { arch: model.arch }),
      ...(model?.deployasis === true ? { deployasis: true } : {}),
    },
    object: { type: 'Template', id: name, name },
    touches: [],
  }
}

function blockedBy({ name, url, hypervisor }: Form, taken: boolean, model: Template | undefined): string | undefined {
  if (name === '') return 'Give it a name'
  if (taken) return 'Give it another name'
  if (url === '') return 'Where is it downloaded from?'
  if (!/^https?:\/\/[^\s/]+\/\S+$/i.test(url)) return 'Give the whole address of the image, from http:// or https:// on'
  if (model?.ostypeid === undefined)
    return `No template for ${hypervisor} is registered whose operating system this one could take`
  return undefined
}
