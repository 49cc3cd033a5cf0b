// Checks the house's budgets: file and function lengths, folder depth, and the script that the router list needs.
import { parseSync } from 'oxc-parser'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const limits = { fileMedian: 90, fileP95: 250, fileMax: 400, functionP95: 60, depth: 3, script: 200_000 }
const problems: string[] = []

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function expectAtMost(what: string, value: number, limit: number): void {
  console.log(`${what}: ${value} (at most ${limit})`)
  if (value > limit) problems.push(`${what} is ${value}, over ${limit}`)
}

/** Length in lines of every function in a source file, nested ones counted for themselves. */
function functionLengths(file: string, source: string): number[] {
  const lengths: number[] = []
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, start, end } = node as { type?: string; start?: number; end?: number }
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type ?? '')) {
      lengths.push(lineAt(end ?? 0) - lineAt(start ?? 0) + 1)
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'parent') visit(value)
  }
  visit(parseSync(file, source).program.body)
  return lengths
}

const files = globSync('{apps,packages}/*/src/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.(test|test-d|d)\.tsx?$/.test(file),
)
const lines = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1]))
const lengths = [...lines.values()]
expectAtMost('file length, median', quantile(lengths, 0.5), limits.fileMedian)
expectAtMost('file length, p95', quantile(lengths, 0.95), limits.fileP95)
const [longest = ['', 0] as const] = [...lines].sort(([, a], [, b]) => b - a)
expectAtMost(`longest file (${longest[0]})`, longest[1], limits.fileMax)
const functions = files.flatMap((file) => functionLengths(file, readFileSync(join(root, file), 'utf8')))
expectAtMost('function length, p95', quantile(functions, 0.95), limits.functionP95)
const depths = files.map((file) => file.split('/src/')[1]?.split('/').length ?? 0)
expectAtMost('folders below a src', Math.max(...depths) - 1, limits.depth)

interface Chunk {
  file: string
  imports?: string[]
  isEntry?: boolean
}

/** What the router list's route loads: the shell and its error boundary, the page. */
const loaded = /\/(AppShell|PageError|RoutersPage)\.tsx$/

/** Script that has to arrive before the router list can paint: the entry, the route's chunks, and what they import statically. */
function scriptBeforeRouterList(): number {
  const dist = join(root, 'apps/web/dist')
  const manifestFile = join(dist, '.vite/manifest.json')
  if (!existsSync(manifestFile)) return Number.POSITIVE_INFINITY
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>
  const wanted = Object.keys(manifest).filter((key) => manifest[key]?.isEntry || loaded.test(key))
  if (!wanted.some((key) => key.endsWith('/RoutersPage.tsx'))) return Number.POSITIVE_INFINITY
  for (const key of wanted)
    for (const next of manifest[key]?.imports ?? []) if (!wanted.includes(next)) wanted.push(next)
  return wanted
    .map((key) => manifest[key]?.file ?? '')
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
}
expectAtMost('script before the router list paints, bytes gzip', scriptBeforeRouterList(), limits.script)

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
