import { Button } from '@mantine/core'
import type { ServiceOffering } from '@stratoview/api-client'
import { CopyText, TextField } from '@stratoview/ui'
import { useState } from 'react'
import { cs } from '../../api.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../action.ts'
import classes from './moving.module.css'
import { useMake } from './use-make.ts'

/** More than an Integer of CloudStack's holds is no size either. */
const wrongNumber = (text: string, least: number): string | undefined =>
  /^\d{1,9}$/.test(text.trim()) && Number(text) >= least ? undefined : `A whole number, ${least} or more`

/** A system offering for routers, made here. Reference §3.8: at least 32 MiB; type Domain Router as the guide has it. */
export function NewSize({ onMade }: { onMade(made: ServiceOffering): Promise<void> }) {
  const { apis } = useSession()
  const [form, setForm] = useState({ name: '', cpunumber: '2', cpuspeed: '500', memory: '1024' })
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const params = {
    name: form.name.trim(),
    displaytext: form.name.trim(),
    cpunumber: Number(form.cpunumber),
    cpuspeed: Number(form.cpuspeed),
    memory: Number(form.memory),
    issystem: true,
    systemvmtype: 'domainrouter',
    offerha: true,
  }
  const { make, making, said } = useMake(async () => {
    await onMade((await cs.createServiceOffering(params)).serviceoffering)
  })
  const wrong = {
    cpunumber: wrongNumber(form.cpunumber, 1),
    cpuspeed: wrongNumber(form.cpuspeed, 1),
    memory: wrongNumber(form.memory, 32),
  }
  const fits = form.name.trim() !== '' && Object.values(wrong).every((one) => one === undefined)
  if (!apis.has('createServiceOffering')) return <p>Your role may not make one (createServiceOffering).</p>
  return (
    <details className={classes.make}>
      <summary>Make a new one</summary>
      <div className={classes.fields}>
        <TextField
          label="Name of the system offering"
          value={form.name}
          onChange={(name) => set({ name })}
          maxLength={255}
        />
        <TextField
          label="CPUs"
          value={form.cpunumber}
          onChange={(cpunumber) => set({ cpunumber })}
          error={wrong.cpunumber}
        />
        <TextField
          label="MHz each"
          value={form.cpuspeed}
          onChange={(cpuspeed) => set({ cpuspeed })}
          error={wrong.cpuspeed}
        />
        <TextField
          label="Memory, MiB"
          value={form.memory}
          onChange={(memory) => set({ memory })}
          error={wrong.memory}
          description={Number(form.memory) < 512 ? '64-bit templates want 512 or more' : undefined}
        />
      </div>
      {fits && <CopyText block text={cmk({ command: 'createServiceOffering', params })} label="the command" />}
      {said !== undefined && <p role="alert">{said}</p>}
      <Button disabled={!fits} loading={making} onClick={make}>
        Make the system offering
      </Button>
      {form.name.trim() === '' && <p className={classes.note}>It needs a name first.</p>}
    </details>
  )
}
