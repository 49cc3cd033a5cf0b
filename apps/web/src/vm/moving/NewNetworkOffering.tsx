import { Button } from '@mantine/core'
import type { NetworkOffering, ServiceOffering } from '@stratoview/api-client'
import { CopyText, TextField } from '@stratoview/ui'
import { useState } from 'react'
import { cs } from '../../api.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../action.ts'
import classes from './moving.module.css'
import { flat, likeOffering } from './network-offering.ts'
import { useMake } from './use-make.ts'

interface Props {
  /** The network's present offering. */
  model: NetworkOffering
  size: ServiceOffering
  onMade(made: NetworkOffering): Promise<void>
}

/** The network's present offering once more, with another size for its routers. */
export function NewNetworkOffering({ model, size, onMade }: Props) {
  const { apis } = useSession()
  const [name, setName] = useState(`${model.name} - ${size.name}`.slice(0, 255))
  const params = likeOffering(model, name, size.id)
  const { make, making, said } = useMake(async () => {
    await onMade((await cs.createNetworkOffering(params)).networkoffering)
  })
  if (!apis.has('createNetworkOffering')) return <p>Your role may not make one (createNetworkOffering).</p>
  return (
    <details className={classes.make}>
      <summary>
        Make one like <bdi>{model.name}</bdi>
      </summary>
      <TextField
        label="Name of the network offering"
        value={name}
        onChange={setName}
        maxLength={255}
        error={name.trim() === '' ? 'It needs a name' : undefined}
      />
      <CopyText block text={cmk({ command: 'createNetworkOffering', params: flat(params) })} label="the command" />
      {said !== undefined && <p role="alert">{said}</p>}
      <Button disabled={name.trim() === ''} loading={making} onClick={make}>
        Make the network offering
      </Button>
    </details>
  )
}
