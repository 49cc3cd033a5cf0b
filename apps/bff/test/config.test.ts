import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { ConfigError, readConfig } from '../src/config.ts'
import { createLog } from '../src/log.ts'
import { overFetch } from '../src/transport.ts'
import { authority } from './console-certificates.ts'
import { secret, testConfig } from './harness.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stratoview-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const sentence = (env: Record<string, string>) => {
  try {
    readConfig({ SESSION_SECRET: secret, ...env })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

test('nothing set is the embedded simulator on localhost:8080', () => {
  expect(readConfig({ SESSION_SECRET: secret, CLOUDSTACK_URL: '', LOG_LEVEL: '' })).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    cloudstackUrl: undefined,
    publicUrl: undefined,
    dataDir: '.stratoview',
    logLevel: 'info',
  })
})

test.each([
  ['PORT', '80a', 'The environment variable PORT must be a whole number.'],
  ['PORT', '70000', 'The environment variable PORT must be a whole number up to 65535.'],
  ['CLOUDSTACK_URL', 'cloud.example', 'The environment variable CLOUDSTACK_URL must be an http or https address.'],
  [
    'CLOUDSTACK_URL',
    'ftp://cloud.example',
    'The environment variable CLOUDSTACK_URL must be an http or https address.',
  ],
  [
    'CLOUDSTACK_URL',
    'http://me:pw@cloud.example',
    'The environment variable CLOUDSTACK_URL must be an address without a user name or password in it.',
  ],
  ['PUBLIC_URL', 'https://ops.example/view', 'The environment variable PUBLIC_URL must be an address without a path.'],
  ['SESSION_SECRET', 'short', 'The environment variable SESSION_SECRET must be at least 32 characters.'],
  ['SIM_ROUTERS', '-1', 'The environment variable SIM_ROUTERS must be a whole number.'],
  [
    'LOG_LEVEL',
    'loud',
    'The environment variable LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
  ],
  [
    'CONSOLE_PINS',
    '{"zone-1":"short"}',
    'The environment variable CONSOLE_PINS must be a JSON object of zones, each with the base64 SHA-256 of a public key, or a list of them.',
  ],
  [
    'TRUSTED_PROXIES',
    '10.0.0.0/8, the balancer',
    'The environment variable TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8 with commas between them.',
  ],
  [
    'CONSOLE_PORTS',
    '8081 9443',
    'The environment variable CONSOLE_PORTS must be port numbers with commas between them.',
  ],
])('%s=%s is one plain sentence', (name, value, expected) => {
  expect(sentence({ [name]: value })).toBe(expected)
})

test.each([
  ['https://cloud.example', 'https://cloud.example/client/api'],
  ['https://cloud.example:8443/client/', 'https://cloud.example:8443/client/api'],
  ['http://cloud.example/custom/api', 'http://cloud.example/custom/api'],
])('CLOUDSTACK_URL %s is asked at %s', (given, asked) => {
  expect(readConfig({ SESSION_SECRET: secret, CLOUDSTACK_URL: given }).cloudstackUrl).toBe(asked)
})

test('console proxies: pins of a zone, other ports, how many at once', () => {
  const key = `${'A'.repeat(43)}=`
  const env = {
    CONSOLE_PINS: `{"fra-1":"sha256//${key}","*":["${key}"]}`,
    CONSOLE_PORTS: '8081, 9443',
    CONSOLES_PER_USER: '3',
  }
  expect(readConfig({ SESSION_SECRET: secret, ...env })).toMatchObject({
    consolePins: { 'fra-1': [key], '*': [key] },
    consolePorts: [8081, 9443],
    consoleCaps: { perUser: 3, inAll: 500 },
  })
  expect(readConfig({ SESSION_SECRET: secret })).toMatchObject({ consolePins: {}, consolePorts: [] })
})

test('proxies to trust: addresses and networks', () => {
  expect(readConfig({ SESSION_SECRET: secret, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,2001:db8::/32' })).toMatchObject({
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'],
  })
})

test('a file of authorities that is none is one plain sentence', () => {
  const file = join(dir, 'ca.pem')
  const make = (consoleCaFile: string) => () =>
    createApp(testConfig({ consoleCaFile }), {
      transport: overFetch(() => Promise.reject(new Error())),
      log: createLog('silent'),
    })
  expect(make(file)).toThrow(new ConfigError(`The file ${file} that CONSOLE_CA_FILE names cannot be read.`))
  writeFileSync(file, 'nothing')
  expect(make(file)).toThrow(
    new ConfigError(`The file ${file} that CONSOLE_CA_FILE names holds no certificate in PEM.`),
  )
  writeFileSync(file, authority)
  expect(make(file)).not.toThrow()
})

test('the session secret is made once, kept, and readable by its owner alone', () => {
  const env = { DATA_DIR: join(dir, 'data') }
  const first = readConfig(env).sessionSecret
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(readConfig(env).sessionSecret).toBe(first)
  const file = join(dir, 'data', 'session-secret')
  expect(readFileSync(file, 'utf8')).toBe(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a data folder that cannot be one, or a spoilt secret, is one plain sentence', () => {
  const file = join(dir, 'file')
  writeFileSync(file, '')
  expect(() => readConfig({ DATA_DIR: file })).toThrow(/^The session secret cannot be kept in .*: set DATA_DIR /)
  writeFileSync(join(dir, 'session-secret'), 'short')
  expect(() => readConfig({ DATA_DIR: dir })).toThrow(/is too short for a secret: delete it and start again\.$/)
})
