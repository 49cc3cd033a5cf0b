// npm run bench [-- proxy fleet idle plan start rollout console]: measures, and writes docs/benchmarks.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { consoleBench } from './console.ts'
import { fleetBench } from './fleet.ts'
import { idleBench } from './idle.ts'
import { planBench } from './plan.ts'
import { proxyBench } from './proxy.ts'
import { rolloutBench } from './rollout.ts'
import { startBench } from './start.ts'

const benches = {
  proxy: proxyBench,
  fleet: fleetBench,
  idle: idleBench,
  plan: planBench,
  start: startBench,
  rollout: rolloutBench,
  console: consoleBench,
}
type Name = keyof typeof benches
const isName = (text: string): text is Name => Object.hasOwn(benches, text)

const asked = process.argv.slice(2)
const wrong = asked.find((name) => !isName(name))
if (wrong) {
  console.error(`No bench is called ${wrong}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}

const file = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))
for (const name of asked.length > 0 ? asked.filter(isName) : (Object.keys(benches) as Name[])) {
  const rows = await benches[name]()
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  const text = [
    `<!-- ${name} -->`,
    `Measured ${new Date().toISOString().slice(0, 10)} on ${machine}.`,
    '',
    '| what | measured | goal | beside it |',
    '|---|---|---|---|',
    ...rows,
    `<!-- /${name} -->`,
  ].join('\n')
  console.log(text)
  const old = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    old.replace(new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`), () => text),
  )
}
