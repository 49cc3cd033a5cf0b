import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloud, errorOf, origin, start } from './harness.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'stratoview-'))
  mkdirSync(join(dir, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(dir, 'outside.txt'), 'not ours to serve')
  writeFileSync(join(dir, 'dist', 'index.html'), '<!doctype html><title>Stratoview</title>')
  writeFileSync(join(dir, 'dist', 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(dir, 'dist', 'assets', 'index-abc123.js'), 'console.log(1)')
  writeFileSync(join(dir, 'dist', 'assets', 'index-abc123.js.br'), 'as if brotli')
  writeFileSync(join(dir, 'dist', 'assets', 'page-def456.js'), 'console.log(2)\n'.repeat(500))
})
afterAll(() => rmSync(dir, { recursive: true }))

const app = () => start(cloud().fetch, {}, { webRoot: join(dir, 'dist') }).app
const navigate = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

test.each(['/', '/overview', '/infrastructure/routers/r-12/health', '/login?next=%2Foverview'])(
  'a browser that goes to %s gets the app',
  async (path) => {
    const response = await app().request(origin + path, navigate)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>Stratoview</title>')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  },
)

test('hashed files are kept for good, and sent packed to who can unpack them', async () => {
  const plain = await app().request(`${origin}/assets/index-abc123.js`)
  expect(await plain.text()).toBe('console.log(1)')
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(plain.headers.get('content-type')).toMatch(/javascript/)
  const packed = await app().request(`${origin}/assets/index-abc123.js`, { headers: { 'accept-encoding': 'gzip, br' } })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(packed.headers.get('vary')).toBe('Accept-Encoding')
  expect(await packed.text()).toBe('as if brotli')
  expect((await app().request(`${origin}/favicon.svg`)).headers.get('cache-control')).toBe('no-cache')
})

test('a file the build did not pack is packed on the way', async () => {
  const response = await app().request(`${origin}/assets/page-def456.js`, { headers: { 'accept-encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('cache-control')).toContain('immutable')
  const packed = await response.arrayBuffer()
  expect(packed.byteLength).toBeLessThan(500)
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  expect(await new Response(unpacked).text()).toBe('console.log(2)\n'.repeat(500))
})

test.each([
  ['a script that is not there', '/assets/gone-abc123.js', navigate],
  ['a program', '/overview', { headers: { accept: '*/*' } }],
  ['an API address', '/api/nothing', navigate],
  ['a way out', '/..%2foutside.txt', {}],
  ['another way out', '/%2e%2e/outside.txt', {}],
  ['a third', '/assets/..%5c..%5c..%5coutside.txt', {}],
])('%s gets 404 in JSON', async (_, path, init) => {
  const response = await app().request(origin + path, init)
  expect(response.status).toBe(404)
  expect((await errorOf(response)).code).toBe('not-found')
})
