import { PasswordInput, Radio, Stack } from '@mantine/core'
import { CloudStackError } from '@stratoview/api-client/error'
import type { KeysRequest } from '@stratoview/bff/app'
import { useState } from 'react'
import classes from './keys.module.css'

/**
 * The keys a run acts with. The server takes the operator's own where CloudStack gives them; only when it says that there
 * are none is somebody asked. What is typed leaves with the request and is forgotten with the dialog.
 */
export function useRunKeys() {
  const [asked, setAsked] = useState(false)
  const [way, setWay] = useState<'make' | 'type'>('make')
  const [typed, setTyped] = useState({ apikey: '', secretkey: '' })
  // Pasted keys bring blanks and line ends along; no key of CloudStack's has any.
  const pair = { apikey: typed.apikey.trim(), secretkey: typed.secretkey.trim() }
  const given: KeysRequest = !asked ? {} : way === 'make' ? { registerKeys: true } : { keys: pair }
  const incomplete = asked && way === 'type' && (pair.apikey === '' || pair.secretkey === '')
  return {
    asked,
    way,
    setWay,
    typed,
    setTyped,
    missing: incomplete && 'Both keys are needed',
    ask: () => setAsked(true),
    /** Sends with the keys there are; asks for some when the server has none. */
    async send<T>(request: (keys: KeysRequest) => Promise<T>): Promise<T> {
      try {
        return await request(given)
      } catch (error) {
        if (error instanceof CloudStackError && error.code === 'no-keys') setAsked(true)
        throw error
      }
    },
  }
}

export function KeyFields({ keys }: { keys: ReturnType<typeof useRunKeys> }) {
  const { asked, way, setWay, typed, setTyped } = keys
  if (!asked) {
    return (
      <p className={classes.note}>
        The run acts with your own API keys, as you. They are sealed in the server while it runs and gone when it ends.
      </p>
    )
  }
  return (
    <Radio.Group label="API keys of yours" value={way} onChange={(next) => setWay(next === 'type' ? 'type' : 'make')}>
      <Stack gap="xs" mt={4}>
        <Radio
          value="make"
          label="Make me a pair"
          description="CloudStack registers new keys for your user (registerUserKeys); older ones stop working."
        />
        <Radio
          value="type"
          label="Use these"
          description="Sealed in the server while the run lasts, and gone when it ends."
        />
        {way === 'type' && (
          <div className={classes.keys}>
            <PasswordInput
              label="API key"
              autoComplete="off"
              value={typed.apikey}
              onChange={({ target }) => setTyped({ ...typed, apikey: target.value })}
            />
            <PasswordInput
              label="Secret key"
              autoComplete="off"
              value={typed.secretkey}
              onChange={({ target }) => setTyped({ ...typed, secretkey: target.value })}
            />
          </div>
        )}
      </Stack>
    </Radio.Group>
  )
}
