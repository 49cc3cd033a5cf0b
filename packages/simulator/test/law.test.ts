import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const src = new URL('../src/', import.meta.url)
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)
const code = (file: string) =>
  readFileSync(new URL(file, src), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\/\/.*$/gm, '')

/** The simulator is a function of its seed and its clock. */
const forbidden =
  /node:|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\b|\bprocess\.\w/

it('holds nothing that makes two runs differ', () => {
  expect(files.length).toBeGreaterThan(40)
  expect(files.filter((file) => forbidden.test(code(file)))).toEqual([])
})
