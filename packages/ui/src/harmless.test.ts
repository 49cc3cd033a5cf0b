import { expect, test } from 'vitest'
import { harmless } from './harmless.ts'

test.each([
  ['plain text\nof two lines\twith a tab', 'plain text\nof two lines\twith a tab'],
  ['dos\r\nlines', 'dos\nlines'],
  ['a lone\rreturn', 'a lone␍return'],
  ['\u001B[2J\u001B]0;owned\u0007', '␛[2J␛]0;owned␇'],
  ['\u001B]8;;https://evil.example\u001B\\click\u001B]8;;\u001B\\', '␛]8;;https://evil.example␛\\click␛]8;;␛\\'],
  ['8-bit \u009B31m', '8-bit ‹U+009B›31m'],
  ['over\b\bwritten\u007F', 'over␈␈written␡'],
  ['exe\u202Etxt.', 'exe‹U+202E›txt.'],
  ['hid\u200Bden \uFEFF \u2028', 'hid‹U+200B›den ‹U+FEFF› ‹U+2028›'],
  ['tag \u{E0041}', 'tag ‹U+E0041›'],
  ['<img src=x onerror=alert(1)> שלום 日本', '<img src=x onerror=alert(1)> שלום 日本'],
  ['\u0000', '␀'],
])('%j', (text, shown) => {
  expect(harmless(text)).toBe(shown)
})
