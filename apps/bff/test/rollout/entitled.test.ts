import { CloudStackError } from '@stratoview/api-client/error'
import { expect, test } from 'vitest'
import type { CloudStack } from '../../src/cloudstack.ts'
import { pack } from '../../src/features.ts'
import { maySee } from '../../src/rollout/entitled.ts'
import type { RunRecord } from '../../src/rollout/record.ts'
import type { Session } from '../../src/session.ts'

const sessionOf = (account: string, domainid: string) =>
  ({ user: { account, domainid }, features: pack({ apis: ['listSystemVms'] }) }) as unknown as Session
const runOf = (account: string, domainid: string) =>
  ({ owner: { username: account, account, domainid } }) as unknown as RunRecord

/** A CloudStack that answers `listDomains` so, and how often it was asked. */
function cloud(answer: () => string[] | CloudStackError) {
  let asked = 0
  const call = async () => {
    asked += 1
    const said = answer()
    if (said instanceof CloudStackError) throw said
    return { result: { count: said.length, domain: said.map((id) => ({ id, name: id })) }, date: undefined }
  }
  return { cloudstack: { call } as unknown as CloudStack, asked: () => asked }
}
const refusal = (status: number, code = 'cloudstack') => new CloudStackError({ status, code, message: 'no' })

test('one’s own account’s runs are seen, and nothing is asked for them', async () => {
  const { cloudstack, asked } = cloud(() => refusal(530))
  expect(await maySee(runOf('acme', 'd-1'), sessionOf('acme', 'd-1'), cloudstack)).toBe(true)
  expect(asked()).toBe(0)
})

test('CloudStack’s word about a domain is asked for once; a domain it does not know is not seen', async () => {
  const root = sessionOf('admin', 'root-1')
  const knowing = cloud(() => ['d-2'])
  for (let i = 0; i < 3; i++) expect(await maySee(runOf('acme', 'd-2'), root, knowing.cloudstack)).toBe(true)
  const other = cloud(() => refusal(431))
  for (let i = 0; i < 3; i++) expect(await maySee(runOf('acme', 'd-3'), root, other.cloudstack)).toBe(false)
  expect([knowing.asked(), other.asked()]).toEqual([1, 1])
})

test.each([refusal(432), refusal(403, 'forbidden')])(
  'a role that may not ask for domains (%s) hides nothing from the next admin of the same domain',
  async (no) => {
    const id = `d-of-${no.status}`
    const poor = cloud(() => no)
    expect(await maySee(runOf('acme', id), sessionOf('helpdesk', 'root-2'), poor.cloudstack)).toBe(false)
    expect(await maySee(runOf('acme', id), sessionOf('admin', 'root-2'), cloud(() => [id]).cloudstack)).toBe(true)
  },
)

test('a CloudStack that is away is an error and no answer', async () => {
  const { cloudstack } = cloud(() => refusal(502, 'unreachable'))
  await expect(maySee(runOf('acme', 'd-9'), sessionOf('admin', 'root-3'), cloudstack)).rejects.toMatchObject({
    code: 'unreachable',
  })
})
