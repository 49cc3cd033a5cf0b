import { expect, test } from 'vitest'
import { withToast, type Toast } from './toast-store.ts'

const toast = (id: string, tone: Toast['tone'] = 'good'): Toast => ({ id, tone, title: id })
const ids = (toasts: readonly Toast[]) => toasts.map((one) => one.id)

test('a fourth toast pushes out the oldest that is not a failure', () => {
  const three = [toast('a', 'fail'), toast('b'), toast('c')]
  expect(ids(withToast(three, toast('d')))).toEqual(['a', 'c', 'd'])
})

test('of failures only, the oldest leaves', () => {
  const three = ['a', 'b', 'c'].map((id) => toast(id, 'fail'))
  expect(ids(withToast(three, toast('d', 'fail')))).toEqual(['b', 'c', 'd'])
})

test('one with the same id takes its place', () => {
  expect(withToast([toast('a'), toast('b')], toast('a', 'fail'))).toEqual([toast('b'), toast('a', 'fail')])
})
