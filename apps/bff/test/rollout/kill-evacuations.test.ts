import { expect, test } from 'vitest'
import type { RolloutRequest } from '../../src/rollout/types.ts'
import { dice } from './dice.ts'
import { cloudy, memoryStore, started, unsigned, type Cloudy } from './harness.ts'
import { runThroughKilled } from './killed.ts'

const hosts = ['fra1-kvm-02', 'fra1-kvm-03', 'fra1-kvm-06', 'fra2-kvm-02', 'fra2-kvm-06', 'ams1-esx-01'] as const
const ills = ['migration-fails', 'job-hangs', 'job-fails'] as const

const vms = ({ world: { tables } }: Cloudy) => [...tables.routers, ...tables.systemVms, ...tables.internalLbs]

/** A host to empty, limits and destinations by dice, and up to two troubles, of a VM or of the host itself. */
function seeded(seed: number, cloud: Cloudy) {
  const { next, int } = dice(seed)
  const pick = <T>(of: readonly T[]) => of[int(0, of.length - 1)]!
  const name = pick(hosts)
  const host = cloud.world.tables.hosts.find((one) => one.name === name)!
  const here = vms(cloud).filter(({ hostid }) => hostid === host.id)
  const near = cloud.world.tables.hosts.filter(({ clusterid, id }) => clusterid === host.clusterid && id !== host.id)
  const targets = Object.fromEntries(here.flatMap(({ id }) => (next() < 0.5 ? [[id, pick(near).id]] : [])))
  const request: RolloutRequest = {
    kind: 'evacuate',
    method: 'migrate',
    scope: { by: 'host', id: host.id },
    options: { parallel: int(1, 4), stopAfter: int(0, 2), patience: 3, gate: next() < 0.5 ? 'no-worse' : 'none' },
    targets,
    maintenance: next() < 0.8,
  }
  for (let n = int(0, 2); n > 0; n--) cloud.trouble(pick(here).name, pick(ills))
  if (next() < 0.15) cloud.trouble(host.name, 'goes-down')
  return { host, here, request, lifetimes: () => int(1, 20) }
}

const runs = 100
const batches = 4

test.each(Array.from({ length: batches }, (_, batch) => batch))(
  'evacuations killed at every boundary, seeds of batch %i: no VM moved twice, no pair together, none lost, all end',
  async (batch) => {
    let [killed, moved] = [0, 0]
    for (let seed = batch; seed < runs; seed += batches) {
      const cloud = await unsigned(await cloudy('demo'))
      const store = memoryStore()
      const { host, here, request, lifetimes } = seeded(seed, cloud)
      const id = await started(cloud, store, request)
      const { killed: times, pairsDown } = await runThroughKilled(cloud, store, id, lifetimes)
      killed += times
      const about = `seed ${seed}, ${host.name}`
      const told = cloud.deeds.map((deed) => `${deed.command} ${deed.id}`)
      moved += told.length
      expect(told, about).toHaveLength(new Set(told).size)
      expect(host.state === 'Up' ? pairsDown : [], about).toEqual([])
      const items = await store.items(id)
      expect(items, about).toHaveLength(here.length + (request.maintenance ? 1 : 0))
      const run = await store.run(id)
      expect(run, about).toMatchObject({ state: 'ended', counts: { waiting: 0, active: 0 } })
      expect(run?.own.sealed, about).toBeUndefined()
      // What the run calls done is so.
      for (const { step, subject } of items) {
        if (step !== 'done') continue
        const ofHost = subject.type === 'host'
        expect(ofHost ? host.resourcestate : vms(cloud).find((vm) => vm.id === subject.id)?.hostid, about).not.toBe(
          ofHost ? 'Enabled' : host.id,
        )
      }
      if (run?.outcome === 'done')
        expect(
          vms(cloud).filter(({ hostid }) => hostid === host.id),
          about,
        ).toEqual([])
    }
    expect(killed).toBeGreaterThan(100)
    expect(moved).toBeGreaterThan(40)
  },
  600_000,
)
