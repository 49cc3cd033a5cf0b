import type { ServedRow } from '@stratoview/bff/app'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { paths } from '../../paths.ts'
import { upgradeDue, versionOf } from '../../vm/fleet/upgrade.ts'
import { behindServer } from '../../vm/system-vm-version.ts'
import { daysUntil, nearness, untilWords } from '../../vm/served.ts'
import { counted, listedAll } from '../../vm/words.ts'
import { type Cloud, earliest, type Place, type Problem } from './problem.ts'

/** What is not wrong yet and does not count in the title. */
export function comingUp({
  routers = [],
  systemVms = [],
  server,
  seesHealth,
  served = [],
  servedAt = 0,
}: Cloud): Problem[] {
  return [
    ...certificatesEnding(served, servedAt),
    ...upgradesDue(routers),
    ...systemVmsBehind(systemVms, server),
    ...(seesHealth ? neverChecked(routers) : []),
  ]
}

/** Those that end within a month, or have ended, by what they are: several VMs show one certificate. */
function certificatesEnding(rows: readonly ServedRow[], now: number): Problem[] {
  const near = rows.filter(({ certificate }) => certificate && nearness(daysUntil(certificate.to, now)) !== 'far')
  return [...Map.groupBy(near, ({ certificate }) => certificate?.fingerprint)].map(([fingerprint, group]) => {
    const certificate = group[0]?.certificate
    const days = daysUntil(certificate?.to ?? '', now)
    return {
      key: `certificate ${fingerprint}`,
      kind: 'warning',
      name: days < 0 ? 'Certificate has ended' : 'Certificate ends',
      means: `${certificate?.names[0] ?? certificate?.subject} ${days < 0 ? '' : 'ends '}${untilWords(days)}: browsers then refuse what these VMs serve`,
      places: group.map(({ id, name }) => ({ name, own: true, to: paths.systemVm(id) })),
      count: group.length,
      to: paths.certificates(),
    }
  })
}

function upgradesDue(rows: readonly RouterRow[]): Problem[] {
  const old = rows.filter(upgradeDue)
  if (old.length === 0) return []
  const versions = [...new Set(old.flatMap((row) => versionOf(row) ?? []))].toSorted()
  const some = versions.length > 2 ? `${counted(versions.length, 'version')} from ${versions[0]}` : listedAll(versions)
  return [
    {
      key: 'upgrade-due',
      kind: 'never-ran',
      name: 'Upgrades due',
      means: `On ${some}: CloudStack asks for a newer one`,
      places: zonePlaces(old, 'upgrade-due'),
      count: old.length,
      to: paths.routers({ tab: 'upgrade-due' }),
      next: { label: 'Plan a run', to: paths.newRollout({ kind: 'upgrade', by: 'everything' }) },
    },
  ]
}

function systemVmsBehind(vms: readonly SystemVmRow[], server: string | undefined): Problem[] {
  const old = vms.filter((vm) => behindServer(vm, server))
  const [version, ...others] = [...new Set(old.flatMap((vm) => vm.version ?? []))].toSorted()
  if (version === undefined) return []
  return [
    {
      key: 'system-vms-behind',
      kind: 'never-ran',
      name: 'System VM upgrades due',
      means: `On ${listedAll([version, ...others])}, older than CloudStack: patch them, or destroy them for the present template`,
      places: old.map((vm) => ({ name: vm.name, own: true, to: paths.systemVm(vm.id), note: vm.zonename })),
      count: old.length,
      to: paths.systemVms(others.length === 0 ? { version } : {}),
    },
  ]
}

function zonePlaces(rows: readonly RouterRow[], tab: string): Place[] {
  return [...Map.groupBy(rows, (row) => row.zoneid)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([zone, group]) => ({
      name: `${group[0]?.zonename ?? zone} ${group.length.toLocaleString('en')}`,
      to: paths.routers({ tab, zone }),
    }))
}

function neverChecked(rows: readonly RouterRow[]): Problem[] {
  const unchecked = rows.filter(
    ({ state, health }) =>
      state === 'Running' && health.basic.verdict === 'never-ran' && health.advanced.verdict === 'never-ran',
  )
  if (unchecked.length === 0) return []
  return [
    {
      key: 'never-ran',
      kind: 'never-ran',
      name: 'Never checked',
      means: 'Basic results come within about 3 minutes of a start, advanced within about 10',
      places: unchecked.map((row) => ({ name: row.name, own: true, to: paths.router(row.id, 'health') })),
      since: earliest(unchecked.map((row) => row.created)),
      count: unchecked.length,
      to: paths.routers({ tab: 'never-ran', state: 'Running' }),
    },
  ]
}
