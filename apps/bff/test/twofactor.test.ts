import { expect, test } from 'vitest'
import { cloud, errorOf, loggedIn, refuses, says, start } from './harness.ts'

/** Recorded: `twofactor.login`, `twofactor.wrong-code`, `twofactor.right-code`, `twofactor.right-code-after-wrong`. */
function careful() {
  let gone = false
  const wrong = JSON.stringify({
    validateusertwofactorauthenticationcoderesponse: {
      uuidList: [],
      errorcode: 511,
      errortext: 'two-factor authentication code provided is invalid',
    },
  })
  return cloud({
    login: () => {
      gone = false
      return loggedIn({
        username: 'careful',
        type: '0',
        is2faenabled: 'true',
        is2faverified: 'false',
        providerfor2fa: 'staticpin',
        issuerfor2fa: 'CloudStack',
      })
    },
    validateUserTwoFactorAuthenticationCode: ({ codefor2fa }) => {
      const name = 'validateUserTwoFactorAuthenticationCode'
      if (gone) return refuses(name, 401, 'unable to verify user credentials and/or request signature')
      if (codefor2fa === '980493') return says(name, { success: true })
      gone = true
      return refuses(name, 511, wrong)
    },
  })
}

test('asks for the code, and nothing else goes to CloudStack before it', async () => {
  const { fetch, commands } = careful()
  const { signIn, get, post } = start(fetch)
  expect(await (await signIn('careful')).json()).toEqual({ twofactor: { provider: 'staticpin', issuer: 'CloudStack' } })
  for (const path of ['/api/session', '/api/cs/listRouters', '/api/fleet/routers', '/api/fleet/system-vms']) {
    expect(await errorOf(await get(path)), path).toMatchObject({ status: 401, code: 'twofactor' })
  }
  expect((await post('/api/cs/stopRouter', { id: 'router-1' })).status).toBe(401)
  expect(commands()).toEqual(['login'])

  const verified = await post('/api/session/2fa', { code: '980493' })
  expect(await verified.json()).toMatchObject({
    user: { username: 'careful' },
    features: { apis: ['listRouters', 'stopRouter'] },
  })
  expect((await get('/api/session')).status).toBe(200)
})

test('a wrong code is 511 in CloudStack’s words and takes the session with it', async () => {
  const { fetch } = careful()
  const { signIn, get, post, jar } = start(fetch)
  await signIn('careful')
  const response = await post('/api/session/2fa', { code: '000000' })
  expect(response.status).toBe(511)
  expect(await errorOf(response)).toMatchObject({
    code: 'cloudstack',
    message: 'two-factor authentication code provided is invalid',
  })
  expect(jar.cookie).toBe('')
  expect((await get('/api/session')).status).toBe(401)
  // The page signs in again by itself and asks for the next code.
  await signIn('careful')
  expect((await post('/api/session/2fa', { code: '980493' })).status).toBe(200)
})

test('whoever knows the password may not try codes without end', async () => {
  const { fetch } = careful()
  const { signIn, post } = start(fetch)
  for (let i = 0; i < 10; i++) {
    await signIn('careful')
    expect((await post('/api/session/2fa', { code: '000000' })).status).toBe(511)
  }
  expect((await signIn('careful')).status).toBe(429)
})

test('two-factor that is mandated but not set up is said so, and leaves no session behind', async () => {
  const { fetch, commands } = cloud({ login: () => loggedIn({ is2faenabled: 'true', is2faverified: 'false' }) })
  const { signIn, jar } = start(fetch)
  expect(await errorOf(await signIn())).toMatchObject({ status: 403, code: 'twofactor-setup' })
  expect(commands()).toEqual(['login', 'logout'])
  expect(jar.cookie).toBe('')
})

test('a code that could not be checked does not cost the session', async () => {
  let down = true
  const twoStep = careful()
  const { signIn, post, jar } = start((request) => {
    const is2fa = request
      .clone()
      .text()
      .then((text) => text.includes('codefor2fa'))
    return is2fa.then((yes) => (yes && down ? Promise.reject(new TypeError('fetch failed')) : twoStep.fetch(request)))
  })
  await signIn('careful')
  expect((await post('/api/session/2fa', { code: '980493' })).status).toBe(502)
  expect(jar.cookie).not.toBe('')
  down = false
  expect((await post('/api/session/2fa', { code: '980493' })).status).toBe(200)
})
