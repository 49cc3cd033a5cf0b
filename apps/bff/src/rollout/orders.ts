import type { Hold } from './context.ts'
import { enter } from './context.ts'
import { isActive, isOver, type ItemRecord, type Order } from './record.ts'

/** Carries out what was ordered, all in one piece. True when the run is to be taken anew, because it has other keys now. */
export async function carryOut(hold: Hold, orders: readonly { seq: number; order: Order }[]): Promise<boolean> {
  if (orders.length === 0) return false
  const changed = new Set<ItemRecord>()
  let anew = false
  for (const { order } of orders) {
    if (hold.run.state === 'ended') continue
    const item = hold.items.get(order.item ?? '')
    if (order.type === 'skip' || order.type === 'retry') {
      if (item && (order.type === 'skip' ? skip(hold, item, order) : retry(hold, item, order))) changed.add(item)
    } else anew = steer(hold, order) || anew
  }
  await hold.save(
    [...changed],
    orders.map(({ seq }) => seq),
  )
  return anew
}

function steer(hold: Hold, { type, by, sealed, actsAs }: Order): boolean {
  const { run } = hold
  if (type === 'pause' && run.state === 'running') {
    run.state = 'paused'
    run.standing = { code: 'operator', text: `Paused by ${by}` }
    hold.say('warning', `Paused by ${by}`)
  }
  if (type === 'abort' && (run.state === 'running' || run.state === 'paused')) {
    run.state = 'aborting'
    hold.say('warning', `Aborted by ${by}: nothing more is begun`)
  }
  if (type !== 'resume' || run.state !== 'paused') return false
  run.state = 'running'
  run.own.failures = 0
  delete run.own.stuck
  delete run.standing
  if (sealed !== undefined) {
    run.own.sealed = sealed
    if (actsAs === undefined) delete run.actsAs
    else run.actsAs = actsAs
  }
  hold.say('info', `Resumed by ${by}`)
  return sealed !== undefined
}

function skip(hold: Hold, item: ItemRecord, { by }: Order): boolean {
  if (item.step !== 'waiting' && item.step !== 'failed') return false
  enter(hold, item, 'skipped', `Skipped by ${by}`)
  hold.say('info', `${item.subject.name}: skipped by ${by}`, item)
  return true
}

function retry(hold: Hold, item: ItemRecord, { by }: Order): boolean {
  if (isActive(item) || !isOver(item) || item.step === 'done') return false
  item.attempt += 1
  const traces = ['jobid', 'said', 'ended', 'healthBefore', 'healthAfter', 'after', 'together', 'proof'] as const
  for (const old of traces) delete item[old]
  for (const old of ['held', 'begun', 'intent', 'unsure', 'unclear', 'looked', 'down', 'bad'] as const)
    delete item.own[old]
  enter(hold, item, 'waiting')
  delete hold.run.own.stuck
  hold.say('info', `${item.subject.name}: to be tried again, says ${by}`, item)
  return true
}
