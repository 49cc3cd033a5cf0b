import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { commands, loginAnswer, roleCommands } from './index.ts'

/** Issues as `path: message`, none when the shape fits. */
function issues(shape: z.ZodType, value: unknown): string[] {
  const { error } = shape.safeParse(value)
  return error ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) : []
}

describe('answers', () => {
  test('a list puts back what CloudStack leaves out when there is nothing', () => {
    expect(commands.listRouters.result.parse({})).toEqual({ count: 0, router: [] })
    expect(commands.listRouters.result.parse({ count: 8 })).toEqual({ count: 8, router: [] })
  })

  test.each([
    ['listRouters', 'router'],
    ['listInternalLoadBalancerVMs', 'internalloadbalancervm'],
    ['listAsyncJobs', 'asyncjobs'],
    ['listUserTwoFactorAuthenticatorProviders', 'providers'],
    ['listVPCs', 'vpc'],
  ] as const)('%s holds its rows under %s', (name, key) => {
    expect(commands[name].result.parse({})).toHaveProperty(key, [])
  })

  test('a field that we need and is missing is an error naming it', () => {
    const row = { id: 'r-1', name: 'r-1-VM', state: 'Running', zoneid: 'z-1' }
    expect(issues(commands.listRouters.result, { count: 1, router: [row] })).toEqual([])
    const { zoneid: _, ...without } = row
    expect(issues(commands.listRouters.result, { count: 2, router: [row, without] })).toEqual([
      'router.1.zoneid: Invalid input: expected string, received undefined',
    ])
    expect(issues(loginAnswer, { username: 'admin' })).toContain(
      'sessionkey: Invalid input: expected string, received undefined',
    )
  })

  test('a field of another type is an error naming it, a field we have never heard of passes', () => {
    expect(issues(commands.listZones.result, { zone: [{ id: 7, name: 'fra-1' }] })).toEqual([
      'zone.0.id: Invalid input: expected string, received number',
    ])
    const zone = { id: 'z', name: 'fra-1', glitter: { deep: true } }
    expect(commands.listZones.result.parse({ count: 1, zone: [zone] }).zone).toEqual([zone])
  })
})

describe('parameters', () => {
  test('a name we do not know is an error naming it', () => {
    expect(issues(commands.stopRouter.params, { id: 'r-1', force: true })).toEqual([': Unrecognized key: "force"'])
  })

  test('a missing or empty id is an error naming it', () => {
    expect(issues(commands.stopRouter.params, {})).toEqual(['id: Invalid input: expected string, received undefined'])
    expect(issues(commands.stopRouter.params, { id: '' })[0]).toMatch(/^id: /)
  })

  test('flags and numbers come as themselves or, in an address, as text', () => {
    const { params } = commands.listRouters
    expect(issues(params, { listall: true, page: 1, pagesize: 500 })).toEqual([])
    expect(issues(params, { listall: 'true', page: '1', pagesize: '500', projectid: '-1' })).toEqual([])
    expect(issues(params, { listall: 'yes' })[0]).toMatch(/^listall: /)
    expect(issues(params, { page: '1.5' })[0]).toMatch(/^page: /)
  })
})

test('nothing in the table hands out or takes a secret', () => {
  const names = Object.keys(commands)
  for (const secret of ['login', 'logout', 'getUserKeys', 'registerUserKeys', 'createConsoleEndpoint'])
    expect(names).not.toContain(secret)
  expect(names.filter((name) => /TwoFactor/.test(name))).toEqual(['listUserTwoFactorAuthenticatorProviders'])
})

test('every job tells what it ends with', () => {
  for (const [name, command] of Object.entries(commands))
    expect('jobresult' in command, name).toBe(command.kind === 'job')
})

test('a role is asked about the table and what only the server asks, in one order', () => {
  expect(roleCommands).toEqual(
    [...Object.keys(commands), 'createConsoleEndpoint', 'getUserKeys', 'registerUserKeys'].toSorted(),
  )
})
