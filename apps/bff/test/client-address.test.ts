import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createClientAddress, holdingOf, isNetwork } from '../src/client-address.ts'
import { cloud, origin, refuses, start } from './harness.ts'

/** What a request from `peer`, that says it was forwarded, counts as. */
async function seen(trusted: string[], peer: string | undefined, forwarded?: string): Promise<string> {
  const clientOf = createClientAddress(trusted)
  const app = new Hono().get('/', (c) => c.text(clientOf(c)))
  const env = peer === undefined ? undefined : { incoming: { socket: { remoteAddress: peer } } }
  const headers = forwarded === undefined ? undefined : { 'x-forwarded-for': forwarded }
  return (await app.request('/', { headers }, env)).text()
}

test.each<[what: string, trusted: string[], peer: string | undefined, forwarded: string | undefined, client: string]>([
  ['nobody is trusted unless told', [], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['a stranger’s word counts for nothing', ['10.0.0.0/8'], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['a proxy’s counts', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['what the browser put before it does not', ['10.0.0.0/8'], '10.1.2.3', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
  ['through two of ours', ['10.0.0.0/8'], '10.1.2.3', '203.0.113.9,198.51.100.7,10.9.9.9', '198.51.100.7'],
  ['nothing but ours: the farthest', ['10.0.0.0/8'], '10.1.2.3', '10.9.9.9', '10.9.9.9'],
  ['a proxy that says nothing', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
  ['a proxy that says nonsense', ['10.0.0.0/8'], '10.1.2.3', 'unknown', '10.1.2.3'],
  ['with a port', ['127.0.0.1'], '127.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
  ['IPv6 with a port', ['::1'], '::1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['IPv4 on a socket for both', ['127.0.0.1'], '::ffff:127.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
  ['without a socket', ['127.0.0.1'], undefined, '198.51.100.7', 'unknown'],
])('%s', async (_, trusted, peer, forwarded, client) => {
  expect(await seen(trusted, peer, forwarded)).toBe(client)
})

test.each([
  ['10.0.0.0/8', true],
  ['::1', true],
  ['2001:db8::/129', false],
  ['10.0.0.0/33', false],
  ['10.0.0/8', false],
  ['balancer', false],
  ['', false],
])('%j is a network: %s', (text, is) => {
  expect(isNetwork(text)).toBe(is)
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['2001:0DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is one of %s', (address, holding) => {
  expect(holdingOf(address)).toBe(holding)
})

test('behind a proxy one address that guesses does not lock out the others', async () => {
  const wrong = () => refuses('login', 531, 'Failed to authenticate user')
  const { app } = start(cloud({ login: wrong }).fetch, { trustedProxies: ['127.0.0.1'] })
  const signIn = async (username: string, from: string) => {
    const headers = { origin, 'content-type': 'application/json', 'x-forwarded-for': from }
    const body = JSON.stringify({ username, password: 'guess' })
    const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
    return (await app.request(`${origin}/api/session`, { method: 'POST', headers, body }, env)).status
  }
  for (let n = 0; n < 60; n++) expect(await signIn(`user-${n}`, '198.51.100.7')).toBe(401)
  expect(await signIn('one-more', '198.51.100.7')).toBe(429)
  expect(await signIn('one-more', '198.51.100.8')).toBe(401)
  for (let n = 0; n < 60; n++) expect(await signIn(`user-${n}`, `2001:db8::${n.toString(16)}`)).toBe(401)
  expect(await signIn('one-more', '2001:db8::ffff')).toBe(429)
  expect(await signIn('one-more', '2001:db8:0:1::1')).toBe(401)
})
