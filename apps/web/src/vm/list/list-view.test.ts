import { describe, expect, test } from 'vitest'
import {
  facetOptions,
  type ListShape,
  namedFacet,
  narrow,
  readListView,
  viewWords,
  withFacet,
  wordFacet,
  writeListView,
} from './list-view.ts'

interface Row {
  name: string
  state: string
  hostid?: string
  hostname?: string
}

const shape: ListShape<Row> = {
  columns: [
    { id: 'name', header: 'Name', width: 80, value: (row) => row.name },
    { id: 'host', header: 'Host', width: 80, value: (row) => row.hostname },
  ],
  facets: [
    wordFacet('state', 'State', (row) => row.state),
    namedFacet(
      'host',
      'Host',
      (row) => row.hostid,
      (row) => row.hostname,
    ),
  ],
  sort: { column: 'name', direction: 'asc' },
}
const rows: Row[] = [
  { name: 'v-1-VM', state: 'Running', hostid: 'h1', hostname: 'fra1-kvm-01' },
  { name: 'v-2-VM', state: 'Stopped' },
  { name: 's-3-VM', state: 'Running', hostid: 'h2', hostname: 'ams1-kvm-05' },
]
const read = (search: string) => readListView(new URLSearchParams(search), shape)
const names = (search: string) => narrow(rows, read(search), shape).map(({ name }) => name)

describe('the URL', () => {
  test('says the same after reading and writing', () => {
    const search = 'q=fra1&state=Running&state=Stopped&host=h1&sort=-host'
    expect(writeListView(read(search), shape).toString()).toBe(search)
  })

  test('of a plain list is empty, and what it does not know is ignored', () => {
    expect(writeListView(read('sort=nonsense&colour=red&state='), shape).toString()).toBe('')
  })
})

describe('narrowing', () => {
  test('any value of a facet, every facet, and every word', () => {
    expect(names('state=Running&state=Stopped')).toHaveLength(3)
    expect(names('state=Running&host=h2')).toEqual(['s-3-VM'])
    expect(names('q=kvm+fra1')).toEqual(['v-1-VM'])
  })

  test('a value may be told by what is read, and a row without one never matches', () => {
    expect(names('host=ams1-kvm-05')).toEqual(['s-3-VM'])
    expect(names('host=h9')).toEqual([])
  })

  test('taking the last value of a facet takes the facet', () => {
    expect(withFacet(read('state=Running'), 'state', []).filters).toEqual({})
  })
})

test('options are counted over the whole list, the most frequent first', () => {
  expect(facetOptions(rows, shape.facets[0]!)).toEqual([
    { value: 'Running', label: 'Running', count: 2 },
    { value: 'Stopped', label: 'Stopped', count: 1 },
  ])
})

test('the view in words', () => {
  expect(viewWords(rows, read('host=h1&q=web'), shape)).toBe('Host is fra1-kvm-01 and “web”')
})
