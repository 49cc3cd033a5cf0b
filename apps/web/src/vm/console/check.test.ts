import { describe, expect, test } from 'vitest'
import { disagreement, flawsOf } from './check.ts'

describe('settings against the way that was found', () => {
  const settings = (domain: string, ssl: string) =>
    new Map([
      ['consoleproxy.url.domain', domain],
      ['consoleproxy.sslEnabled', ssl],
    ])
  test.each([
    ['', 'false', 'address', false],
    // TLS needs a domain: without one the setting alone does nothing (reference §7.6).
    ['', 'true', 'address', false],
    ['*.cp.example', 'true', 'wildcard', true],
    ['console.example', 'false', 'fixed', false],
  ] as const)('%j and %s agree with %s', (domain, ssl, naming, secure) => {
    expect(disagreement({ naming, secure }, settings(domain, ssl))).toBeUndefined()
  })
  test('a domain that was set but not yet read says what it waits for', () => {
    const words = disagreement({ naming: 'address', secure: false }, settings('*.cp.example', 'true'))
    expect(words).toMatch(/^The settings ask for: wildcard domain with TLS\. They take effect when/)
  })
})

describe('a certificate', () => {
  const certificate = {
    subject: 'CN=x',
    issuer: 'CN=y',
    names: ['*.cp.example'],
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-06-01T00:00:00.000Z',
    pin: '',
    trusted: true,
  }
  const inTime = Date.parse('2026-03-01T00:00:00Z')
  test('for one label in place of the star', () => {
    expect(flawsOf(certificate, '192-0-2-1.CP.example', inTime)).toEqual([])
    expect(flawsOf(certificate, 'a.b.cp.example', inTime)).toEqual(['It is not for a.b.cp.example.'])
    expect(flawsOf(certificate, 'cp.example', inTime)).toEqual(['It is not for cp.example.'])
  })
  test('before and after its time', () => {
    expect(flawsOf(certificate, 'a.cp.example', Date.parse('2025-12-31T23:59:59Z'))).toEqual(['It is not valid yet.'])
    expect(flawsOf(certificate, 'a.cp.example', Date.parse('2026-06-01T00:00:01Z'))).toEqual(['It has expired.'])
  })
})
