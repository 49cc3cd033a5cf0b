import { expect, test } from 'vitest'
import { textOf } from '../../vm/find.ts'
import { search, verbIn } from './search.ts'
import type { Found } from './search.ts'

const router = (name: string, ...more: string[]): Found => ({
  kind: 'router',
  id: `id-${name}`,
  name,
  detail: '',
  text: textOf(name, ...more),
  to: '/',
})
const fleet = [router('r-110-VM', 'net-web'), router('r-11-VM', '10.1.1.1'), router('r-2-VM', 'NET-web', 'acme')]
const found = (query: string) => search(fleet, query, 10).map(({ name }) => name)

test('the name itself comes before names that begin with it', () => {
  expect(found('r-11-vm')).toEqual(['r-11-VM'])
  expect(found('r-11')).toEqual(['r-11-VM', 'r-110-VM'])
})

test('every word must occur, in whatever field and case', () => {
  expect(found('web')).toEqual(['r-2-VM', 'r-110-VM'])
  expect(found('acme web')).toEqual(['r-2-VM'])
  expect(found('acme 10.1')).toEqual([])
})

test('two fields do not make one word', () => {
  expect(search([router('a', 'b')], 'ab', 10)).toEqual([])
})

test('a verb may stand before or after what it is done to', () => {
  const labels = ['Stop', 'Restart network']
  expect(verbIn('stop r-11', labels)).toEqual({ verb: 'stop', rest: 'r-11' })
  expect(verbIn('r-11 rest', labels)).toEqual({ verb: 'rest', rest: 'r-11' })
  expect(verbIn('stop', labels)).toBeUndefined()
  expect(verbIn('r-11 net', labels)).toBeUndefined()
})
