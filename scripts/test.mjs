// npm test: every check there is, and at the end one plain line, "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from './chromium.mjs'
import { install, root, run } from './install.mjs'
import { postgres } from './postgres.mjs'
import { vncServers } from './vnc-servers.mjs'

install()
vncServers()

const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
let passed = 0
let failed = 0
const failures = []

function count(name, ok) {
  if (ok) passed += 1
  else {
    failed += 1
    failures.push(name)
  }
}

function check(name, command, args) {
  console.log(`\n── ${name}`)
  const ok = run(command, args) === 0
  count(name, ok)
  return ok
}

/** Runs a test runner that writes a JSON report, and adds its cases; no readable report is one failure. */
function suite(name, command, args, file, read, extra) {
  console.log(`\n── ${name}`)
  const code = run(command, args, extra)
  if (!existsSync(file)) return count(`${name} (no report)`, false)
  const { ok, bad, names } = read(JSON.parse(readFileSync(file, 'utf8')))
  passed += ok
  failed += bad
  failures.push(...names)
  if (ok + bad === 0) count(`${name} (no test ran)`, false)
  else if (code !== 0 && bad === 0) count(`${name} (exit ${code})`, false)
}

check('format', 'npm', ['run', '-s', 'format'])
check('lint', 'npm', ['run', '-s', 'lint'])
check('types', 'turbo', ['run', 'types', '--output-logs=errors-only'])
check('dead code', 'npm', ['run', '-s', 'knip'])

// Without one the tests with several instances are skipped, and say so.
const instances = postgres() ? { STRATOVIEW_POSTGRES: '1' } : {}
const unit = join(results, 'unit.json')
suite(
  'unit and BFF tests',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`],
  unit,
  (report) => ({
    ok: report.numPassedTests,
    bad: report.numFailedTests,
    names: report.testResults.flatMap((file) =>
      file.assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName),
    ),
  }),
  instances,
)

const built = check('build', 'turbo', ['run', 'build', '--output-logs=errors-only'])
if (built) check('budgets', 'npm', ['run', '-s', 'budgets'])

const browser = chromium()
if (!built) count('end-to-end tests (nothing built)', false)
else if (!browser) {
  console.error('No Chromium: set CHROMIUM_PATH, or run as root on a machine with apt.')
  count('end-to-end tests (no Chromium)', false)
} else {
  const report = join(results, 'e2e.json')
  suite(
    'end-to-end tests',
    'playwright',
    ['test', '--config', 'e2e/playwright.config.ts', '--project', 'sim'],
    report,
    ({ stats, suites }) => {
      const cases = (list) => list.flatMap((one) => [...(one.specs ?? []), ...cases(one.suites ?? [])])
      return {
        ok: stats.expected,
        bad: stats.unexpected + stats.flaky,
        names: cases(suites)
          .filter((spec) => !spec.ok)
          .map((spec) => `${spec.file}: ${spec.title}`),
      }
    },
    { CHROMIUM_PATH: browser, E2E_REPORT: report },
  )
}

if (failures.length > 0) console.error(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
