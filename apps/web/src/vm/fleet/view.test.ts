import { describe, expect, it } from 'vitest'
import { type FleetView, narrows, readView, wholeFleet, withFilter, writeView } from './view.ts'

const read = (search: string) => readView(new URLSearchParams(search))

describe('the URL', () => {
  it('is empty for the plain list', () => {
    expect(writeView(wholeFleet).toString()).toBe('')
    expect(read('')).toEqual(wholeFleet)
  })

  it('goes both ways', () => {
    const view: FleetView = {
      q: 'net web & co',
      tab: 'pair-wrong',
      filters: { state: ['Running', 'Stopped'], account: ['d1/acme'] },
      sort: { column: 'version', direction: 'desc' },
      group: 'cluster',
      together: false,
    }
    expect(readView(writeView(view))).toEqual(view)
    expect(writeView(view).toString()).toBe(
      'q=net+web+%26+co&tab=pair-wrong&state=Running&state=Stopped&account=d1%2Facme&sort=-version&group=cluster&pairs=apart',
    )
  })

  it('ignores what it does not know', () => {
    expect(read('tab=nonsense&sort=-constructor&group=toString&colour=red&state=')).toEqual(wholeFleet)
  })
})

it('a filter without values is no filter', () => {
  const filtered = withFilter(wholeFleet, 'host', ['h1'])
  expect(narrows(filtered)).toBe(true)
  expect(withFilter(filtered, 'host', [])).toEqual(wholeFleet)
  expect(narrows({ ...wholeFleet, group: 'zone', together: false })).toBe(false)
})
