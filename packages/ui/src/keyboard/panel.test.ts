import { MantineProvider } from '@mantine/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { loadLayout } from './layouts.ts'
import { outcome, refusal, summary } from './panel-words.ts'
import { previewOf } from './preview.ts'
import { planStrokes, prepare, typable } from './strokes.ts'
import { TypePanel } from './TypePanel.tsx'

const us = typable(await loadLayout('us'))

function planned(text: string) {
  const characters = prepare(text)
  return { characters, plan: planStrokes(text, us) }
}

function summaryOf(text: string, pace = 25): string {
  const { plan } = planned(text)
  return plan.possible ? summary(plan.strokes, pace) : 'refused'
}

function refusalOf(text: string, hidden = false): string {
  const { characters, plan } = planned(text)
  return refusal(plan, characters, hidden)
}

test('the summary names the keys that do something, and the time', () => {
  expect(summaryOf('ls\r\ncd\n')).toBe('Will press Enter 2 times; takes about 1 s.')
  expect(summaryOf('a\tb\n')).toBe('Will press Enter once and Tab once; takes about 1 s.')
  expect(summaryOf('a'.repeat(1000))).toBe('Takes about 25 s.')
  expect(summaryOf('a'.repeat(4000))).toBe('Takes about 2 min.')
})

test('a refusal says what, where, and that nothing was typed', () => {
  expect(refusalOf('ab')).toBe('')
  expect(refusalOf('ab\ncé\u200b')).toBe(
    'This layout has no keys for é (line 2, character 2), U+200B (line 2, character 3). Nothing is typed.',
  )
  expect(refusalOf('ééééééé')).toContain('é (line 1, character 5) and 2 more. Nothing')
  expect(refusalOf('a'.repeat(4002))).toBe('2 characters over the limit of 4,000. Nothing is typed.')
})

test('of a hidden text a refusal gives places alone', () => {
  expect(refusalOf('pässé', true)).toBe('This layout has no keys for characters 2, 5. Nothing is typed.')
  expect(refusalOf('passé', true)).toBe('This layout has no keys for character 5. Nothing is typed.')
})

test('the preview shows keys by signs and marks what cannot be typed', () => {
  const { characters, plan } = planned('ab\r\nc\té d')
  expect(previewOf(characters, plan.possible ? [] : plan.untypable)).toEqual([
    { kind: 'text', text: 'ab' },
    { kind: 'key', text: '↵\n' },
    { kind: 'text', text: 'c' },
    { kind: 'key', text: '⇥\t' },
    { kind: 'untypable', text: 'é' },
    { kind: 'text', text: ' d' },
  ])
})

test('an outcome says how far it went', () => {
  expect(outcome({ state: 'done', typed: 1, total: 1 })).toBe('Typed 1 character.')
  expect(outcome({ state: 'stopped', typed: 12, total: 1030 })).toBe(
    'Stopped after 12 of 1,030 characters. No key is held.',
  )
  expect(outcome({ state: 'failed', typed: 3, total: 30 })).toBe('The console took 3 of 30 characters, then no more.')
  expect(outcome({ state: 'typing', typed: 3, total: 30 })).toBe('')
})

test('the panel starts with the layout of the guest, and every field has its name', () => {
  const panel = (props: object) =>
    renderToStaticMarkup(
      createElement(MantineProvider, null, createElement(TypePanel, { sendKey: () => {}, ...props })),
    )
  expect(panel({ layout: 'de-ch' })).toContain('<option value="de-ch" selected="">German (Switzerland)</option>')
  expect(panel({ layout: 'klingon' })).toContain('<option value="us" selected="">')
  expect(panel({ layout: 'de', usOnly: 'US layout only.' })).toMatch(
    /<option value="us" selected="">.*US layout only\./s,
  )
  expect(panel({})).toContain('aria-label="Text to type"')
  expect(panel({})).toContain('There is nothing to type')
  expect(panel({ blocked: 'View only' })).toContain('View only')
})
