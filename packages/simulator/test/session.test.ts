import { describe, expect, it } from 'vitest'
import { commands } from '@stratoview/api-client'
import { differences } from './compare.ts'
import { Client, operator, type Answer } from './client.ts'
import { inside, names, recorded, type Recorded } from './recorded.ts'
import { recordedWorld } from './recorded-world.ts'

/** Sends a recorded request as it was, to this client's world: the login name tells which. */
function replay(client: Client, exchange: Recorded, session = true): Promise<Answer> {
  const params = { ...exchange.request.params }
  if (typeof params.username === 'string') params.username = `${params.username}+${client.world.name}`
  const options = { method: exchange.request.method, cookie: session ? client.cookie : '' }
  return client.raw({ response: 'json', ...(session ? { sessionkey: client.sessionkey } : {}), ...params }, options)
}

function expectAs(exchange: Recorded, answer: Answer): void {
  expect(answer.status).toBe(exchange.status)
  expect(answer.contentType).toBe(exchange.contentType)
  const world = (text: string) => text.replaceAll('+recorded', '')
  expect(differences(exchange.body, JSON.parse(world(JSON.stringify(answer.body))))).toEqual([])
}

describe('login as recorded', () => {
  for (const file of [
    'login.admin',
    'login.bad-password',
    'login.no-such-user',
    'login.bad-domain',
    'twofactor.login',
  ]) {
    it(file, async () => {
      const client = await recordedWorld()
      expectAs(recorded(file), await replay(client, recorded(file), false))
    })
  }

  it('login.by-get: 405 and bare text', async () => {
    const client = await recordedWorld()
    const answer = await replay(client, recorded('login.by-get'), false)
    expect(answer.status).toBe(405)
    expect(answer.body).toBe(recorded('login.by-get').body)
  })

  it('sets the two cookies as recorded', async () => {
    const client = await recordedWorld()
    const answer = await client.login('admin')
    const shape = (cookies: readonly string[] = []) => cookies.map((cookie) => cookie.replace(/=[^;]*/, '=…'))
    expect(shape(answer.setCookie)).toEqual(shape(recorded('login.admin').setCookie))
    expect(answer.setCookie[1]).toContain(`sessionkey=${client.sessionkey};`)
  })

  it('takes a domain with or without its slashes', async () => {
    for (const domain of ['sales', '/sales', '/sales/']) {
      const client = await operator('salesadmin', domain)
      expect((await client.call('listRouters')).status).toBe(200)
    }
  })
})

describe('the session as recorded', () => {
  it('session.none', async () => {
    const client = await recordedWorld()
    expectAs(recorded('session.none'), await replay(client, recorded('session.none'), false))
  })

  it('session.wrong-key, which ends the session', async () => {
    const client = await recordedWorld()
    const wrong = await client.call('listZones', { sessionkey: 'wrong' })
    expectAs(recorded('session.wrong-key'), wrong)
    expect((await client.call('listZones')).status).toBe(401)
  })

  it('asks for the key in the cookie too', async () => {
    const client = await recordedWorld()
    const [jsession] = client.cookie.split('; ')
    const answer = await client.raw(
      { command: 'listZones', sessionkey: client.sessionkey, response: 'json' },
      { cookie: String(jsession) },
    )
    expect(answer.status).toBe(401)
  })

  it('logout, then session.after-logout', async () => {
    const client = await recordedWorld()
    const { cookie } = client
    const answer = await replay(client, recorded('logout'))
    expectAs(recorded('logout'), answer)
    expect(answer.setCookie.slice(1)).toEqual(recorded('logout').setCookie?.slice(1))
    expect(cookie).toContain(answer.setCookie[0]?.split(';')[0])
    expectAs(recorded('session.after-logout'), await replay(client, recorded('session.after-logout')))
  })

  it('ends after half an hour unused', async () => {
    const client = await operator()
    client.pass(29 * 60_000)
    expect((await client.call('listZones')).status).toBe(200)
    client.pass(31 * 60_000)
    expect((await client.call('listZones')).status).toBe(401)
  })
})

describe('two-factor as recorded', () => {
  const careful = async () => {
    const client = await recordedWorld()
    await client.login('careful')
    return client
  }

  it('a call before the code is 511 and ends the session', async () => {
    const client = await careful()
    expectAs(recorded('twofactor.call-before-code'), await replay(client, recorded('twofactor.call-before-code')))
    expectAs(recorded('twofactor.call-again'), await replay(client, recorded('twofactor.call-again')))
  })

  it('a wrong code ends the session, so the right one is 401', async () => {
    const client = await careful()
    expectAs(recorded('twofactor.wrong-code'), await replay(client, recorded('twofactor.wrong-code')))
    const after = recorded('twofactor.right-code-after-wrong')
    expectAs(after, await replay(client, after))
  })

  it('the right code opens the session', async () => {
    const client = await careful()
    expectAs(recorded('twofactor.listProviders'), await replay(client, recorded('twofactor.listProviders')))
    expectAs(recorded('twofactor.right-code'), await replay(client, recorded('twofactor.right-code')))
    expectAs(recorded('twofactor.after'), await replay(client, recorded('twofactor.after')))
  })

  it('setup and its first code', async () => {
    const client = await recordedWorld()
    expectAs(recorded('twofactor.setup'), await replay(client, recorded('twofactor.setup')))
    await client.login('careful')
    expectAs(recorded('twofactor.validate-at-setup'), await replay(client, recorded('twofactor.validate-at-setup')))
  })
})

describe('signatures as recorded', () => {
  for (const file of ['signed.ok', 'signed.v3', 'signed.v3-expired', 'signed.sha256', 'signed.wrong']) {
    it(file, async () => {
      const client = await recordedWorld()
      expectAs(recorded(file), await client.raw(recorded(file).request.params, { cookie: '' }))
    })
  }

  it('refuses a key nobody holds', async () => {
    const client = await recordedWorld()
    const { params } = recorded('signed.ok').request
    expect((await client.raw({ ...params, apikey: 'nobody' }, { cookie: '' })).status).toBe(401)
  })
})

describe('what each role may call, as recorded', () => {
  const namesOf = (answer: Answer) => (answer.inside.api as { name: string }[]).map((api) => api.name)
  const tenant = (inside(recorded('tenant.listApis')).api as { name: string }[]).map((api) => api.name)
  const roles = [
    { login: 'auditor', may: names('auditor.listApis.names') },
    { login: 'salesadmin', domain: '/sales', may: names('salesadmin.listApis.names') },
    { login: 'tenant', may: tenant },
  ]
  for (const { login, domain, may } of roles) {
    it(login, async () => {
      const all = namesOf(await (await operator()).call('listApis'))
      const listed = namesOf(await (await operator(login, domain)).call('listApis'))
      expect(listed.toSorted()).toEqual(all.filter((name) => may.includes(name)).toSorted())
    })
  }

  it('admin may call every command of the contract', async () => {
    const listed = namesOf(await (await operator()).call('listApis'))
    expect(listed).toEqual(expect.arrayContaining(Object.keys(commands)))
  })

  it('tells kinds and needed parameters of the commands as recorded', async () => {
    const client = await operator()
    const { inside: answer } = await client.call('listApis')
    interface Api {
      name: string
      isasync: boolean
      params: { name: string; required: boolean }[]
    }
    const real = new Map((inside(recorded('listApis')).api as Api[]).map((api) => [api.name, api]))
    for (const api of answer.api as Api[]) {
      const was = real.get(api.name)
      // What addAnnotation needs it tells itself: docs/simulator-differences.md.
      if (!was || api.name === 'addAnnotation') continue
      const needed = (one: Api) => one.params.filter((param) => param.required).map((param) => param.name)
      expect([api.name, api.isasync, needed(api).toSorted()]).toEqual([api.name, was.isasync, needed(was).toSorted()])
    }
  })
})

describe('what is somebody else’s', () => {
  it('is neither restarted nor changed nor commented on by a user, and no comment on it is seen', async () => {
    const client = await operator()
    const { networks, vpcs, systemVms } = client.world.tables
    const network = networks.find(({ account, state }) => account === 'acme' && state === 'Implemented')
    await client.login('tenant')
    for (const [command, params] of [
      ['restartNetwork', { id: network?.id }],
      ['updateNetwork', { id: network?.id, name: 'mine' }],
      ['restartVPC', { id: vpcs[0]?.id }],
      ['addAnnotation', { entitytype: 'SYSTEM_VM', entityid: systemVms[0]?.id, annotation: 'seen' }],
    ] as const) {
      const { status, inside: refused } = await client.call(command, params, 'POST')
      expect([command, status, refused.cserrorcode]).toEqual([command, 531, 4365])
    }
    expect((await client.call('listAnnotations')).inside).toEqual({})
    expect(client.world.tables.jobs).toEqual([])
  })

  it('is one’s own to restart and comment on', async () => {
    const client = await operator()
    const { networks } = client.world.tables
    const own = networks.find(({ account }) => account === 'tenant')
    await client.login(
      'tenant',
      String(client.world.tables.domains.find(({ id }) => id === own?.domainid)?.path).slice(4),
    )
    expect((await client.call('restartNetwork', { id: own?.id }, 'POST')).status).toBe(200)
    const said = { entitytype: 'NETWORK', entityid: own?.id, annotation: 'mine' }
    expect((await client.call('addAnnotation', said, 'POST')).status).toBe(200)
    expect((await client.call('listAnnotations')).inside.count).toBe(1)
    for (const entitytype of ['network', 'constructor', '__proto__'])
      expect((await client.call('addAnnotation', { ...said, entitytype }, 'POST')).status).toBe(431)
  })
})
