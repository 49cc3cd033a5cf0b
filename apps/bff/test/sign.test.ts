import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signatureOf } from '../src/sign.ts'

interface Signed {
  request: { params: Record<string, string> }
  secretkey: string
}
const recorded = (file: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../packages/simulator/recordings/${file}.json`, import.meta.url), 'utf8'),
  ) as Signed

test.each(['signed.ok', 'signed.v3', 'signed.v3-expired'])('%s is signed as the server wanted it', (file) => {
  const { request, secretkey } = recorded(file)
  const { signature, ...params } = request.params
  expect(signatureOf(Object.entries(params), secretkey)).toBe(signature)
})
